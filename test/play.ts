import type { ClinicSettings } from '../core/clinic/settings.ts';
import { movableClock } from '../core/clock.ts';
import type { ChannelKind } from '../core/db/tables.ts';
import { captureLog } from '../core/log.ts';
import { openVault } from '../core/people/vault.ts';
import { asLines, openPhone } from '../rehearsal/phone.ts';
import { factsOf, stateOf } from '../rehearsal/records.ts';
import { rehearse } from '../rehearsal/rehearse.ts';
import { type Line, type Played, parseWait } from '../rehearsal/transcript.ts';
import { createTestDatabase } from './database.ts';
import { happen } from './happenings.ts';
import { assertInvariant } from './invariant.ts';

/** When a transcript begins that does not say so: a Monday morning in Nairobi. */
const monday = Temporal.Instant.from('2026-10-05T05:00:00Z');
const patient = '+254712345678';

/** A transcript being played on one channel. */
export type Stage = Awaited<ReturnType<typeof openStage>>;

/** @param begins the clinic's local time, where the transcript says it */
export async function openStage(
  kind: ChannelKind,
  clinic: ClinicSettings,
  begins: Temporal.PlainDateTime | null = null,
) {
  const database = await createTestDatabase();
  const clock = movableClock(begins?.toZonedDateTime(clinic.zone).toInstant() ?? monday);
  const vault = openVault([Buffer.alloc(32, 7)]);
  const captured = captureLog();
  const rehearsal = await rehearse({
    database: { ...database, close: database.drop },
    clinic,
    clock,
    vault,
    log: captured.log,
  });
  const phone = openPhone({ rehearsal, database, clinic, clock, vault, log: captured.log }, kind, patient);
  const written: string[] = [];
  let lastMessageId: string | undefined;

  const write = async (what: Parameters<typeof phone.write>[0]): Promise<void> => {
    if (what.text) written.push(what.text);
    lastMessageId = await phone.write(what);
  };

  return {
    ...rehearsal,
    ...phone,
    database,
    clock,
    vault,
    patient,
    clinic,
    log: captured,
    /** Everything personal that was said here: none of it may stand in a log. */
    written,
    write,
    answer: async (text: string): Promise<void> => {
      written.push(text);
      lastMessageId = await phone.answer(text);
    },
    repeatLast: () =>
      write({ text: written.at(-1) ?? '', ...(lastMessageId ? { messageId: lastMessageId } : {}) }),
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
      await stage.answer(line.text);
      return [];
    case 'happens':
      await happen(stage, line.text);
      return [];
    case 'wait':
      await stage.wait(parseWait(line.text));
      return [];
    case 'state':
      return [await stateOf(stage)];
    case 'facts':
      return (await factsOf(stage)).map((fact) => `= ${fact}`);
    default:
      return line satisfies never;
  }
}
