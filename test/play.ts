import { sql } from 'kysely';
import type { ClinicSettings } from '../core/clinic/settings.ts';
import { movableClock } from '../core/clock.ts';
import type { ChannelKind } from '../core/db/tables.ts';
import { captureLog } from '../core/log.ts';
import { openVault } from '../core/people/vault.ts';
import type { PhoneMessage } from '../emulators/network.ts';
import type { Frame } from '../flows/vocabulary.ts';
import { rehearse } from '../rehearse.ts';
import { createTestDatabase } from './database.ts';
import { factsOf } from './facts.ts';
import { happen } from './happenings.ts';
import { assertInvariant } from './invariant.ts';
import type { Line, Played } from './transcript.ts';

/** When every transcript begins: a Monday morning in Nairobi. */
const start = Temporal.Instant.from('2026-10-05T05:00:00Z');
const patient = '+254712345678';

/** A transcript being played on one channel. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

export async function openStage(kind: ChannelKind, clinic: ClinicSettings) {
  const database = await createTestDatabase();
  const clock = movableClock(start);
  const vault = openVault([Buffer.alloc(32, 7)]);
  const captured = captureLog();
  const rehearsal = await rehearse({
    database: { ...database, close: database.drop },
    clinic,
    clock,
    vault,
    log: captured.log,
  });
  const channel = clinic.channels.find((one) => one.kind === kind);
  if (!channel) throw new Error(`the clinic has no channel of kind ${kind}`);
  const written: string[] = [];
  let seen = 0;
  let lastMessageId: string | undefined;

  const write = async (what: Partial<Parameters<typeof rehearsal.emulators.write>[0]>): Promise<void> => {
    const { provider, number } = channel;
    const sent = await rehearsal.emulators.write({ provider, kind, phone: patient, number, ...what });
    if (sent.status !== 200) throw new Error(`the webhook answered ${sent.status}`);
    if (what.text) written.push(what.text);
    lastMessageId = sent.messageId;
    await rehearsal.settle();
  };
  const inbox = (): PhoneMessage[] =>
    rehearsal.emulators.network.inbox(kind, patient).filter((message) => message.direction === 'in');

  return {
    ...rehearsal,
    database,
    clock,
    vault,
    kind,
    patient,
    clinic,
    log: captured,
    /** Everything personal that was said here: none of it may stand in a log. */
    written,
    write,
    inbox,
    repeatLast: () => write({ messageId: lastMessageId, text: written.at(-1) ?? '' }),
    /** What has come since the last look. */
    news: (): PhoneMessage[] => {
      const all = inbox();
      const fresh = all.slice(seen);
      seen = all.length;
      return fresh;
    },
    async close() {
      await rehearsal.stop();
      await assertInvariant(database.db);
      await database.drop();
    },
  };
}

/** Plays a transcript's lines; each answers with what it brought. */
export async function play(stage: Stage, lines: readonly Line[]): Promise<Played[]> {
  const played: Played[] = [];
  for (const line of lines) {
    const told = await playLine(stage, line);
    played.push({ told, messages: stage.news().map(asLines) });
  }
  return played;
}

async function playLine(stage: Stage, line: Line): Promise<string[]> {
  switch (line.kind) {
    case 'comment':
      return [];
    case 'patient':
      await answer(stage, line.text);
      return [];
    case 'happens':
      await happen(stage, line.text);
      return [];
    case 'wait':
      await stage.wait(parseDuration(line.text));
      return [];
    case 'state':
      return [await stateOf(stage)];
    case 'facts':
      return (await factsOf(stage)).map((fact) => `= ${fact}`);
    default:
      return line satisfies never;
  }
}

/** A digit taps the choice with that number, where there is something to tap. */
async function answer(stage: Stage, text: string): Promise<void> {
  const last = stage.inbox().at(-1);
  const choices =
    last?.interactive?.type === 'list' ? last.interactive.rows : (last?.interactive?.buttons ?? []);
  const choice = /^\d+$/.test(text) ? choices[Number(text) - 1] : undefined;
  if (!choice || !last?.interactive) return stage.write({ text });
  const type = last.interactive.type === 'list' ? 'list' : 'button';
  await stage.write({ tap: { id: choice.id, title: choice.title, type, on: last.id } });
}

/** A message as a patient reads it, a choice of WhatsApp's on a line of its own. */
export function asLines(message: PhoneMessage): string[] {
  const { interactive } = message;
  const choices = interactive?.type === 'list' ? interactive.rows : (interactive?.buttons ?? []);
  const rows = choices.map((choice, place) => {
    const hint = 'description' in choice && choice.description ? ` (${choice.description})` : '';
    return `${place + 1} ${choice.title}${hint}`;
  });
  return [...message.text.split('\n'), ...rows];
}

function parseDuration(text: string): Temporal.Duration {
  const found = /^(\d+) (second|minute|hour|day)s?$/.exec(text);
  if (!found) throw new Error(`a wait is written "15 minutes", "25 hours": ${text}`);
  const seconds = { second: 1, minute: 60, hour: 3_600, day: 86_400 }[found[2] as 'second'];
  return Temporal.Duration.from({ seconds: Number(found[1]) * seconds });
}

async function stateOf(stage: Stage): Promise<string> {
  const { rows } = await sql<{ frames: Frame[] }>`
    select v.frames from conversation v join contact c on c.id = v.contact_id where c.kind = ${stage.kind}
    order by v.created_at limit 1
  `.execute(stage.database.db);
  const frames = rows[0]?.frames ?? [];
  return `[${frames.map((frame) => `${frame.flow}: ${JSON.stringify(frame.state).replaceAll('"', '')}`).join(' > ')}]`;
}
