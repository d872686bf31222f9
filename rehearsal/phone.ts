import type { ClinicSettings } from '../core/clinic/settings.ts';
import type { Clock } from '../core/clock.ts';
import type { Database } from '../core/db/connect.ts';
import type { ChannelKind } from '../core/db/tables.ts';
import { type CorrelationId, uuidIds } from '../core/ids.ts';
import type { Language } from '../core/language.ts';
import type { Log } from '../core/log.ts';
import { ensureContact } from '../core/people/contacts.ts';
import type { Vault } from '../core/people/vault.ts';
import type { Scope } from '../core/scope.ts';
import type { Rehearsal } from './rehearse.ts';

/** Where a rehearsal's phones ring. */
export type Rehearsing = {
  rehearsal: Rehearsal;
  database: Pick<Database, 'db'>;
  clinic: ClinicSettings;
  clock: Clock;
  vault: Vault;
  log: Log;
};

/** A message as it lies on a phone. */
export type PhoneMessage = ReturnType<Rehearsal['emulators']['network']['inbox']>[number];
type Writing = Parameters<Rehearsal['emulators']['write']>[0];
type Written = Omit<Writing, 'provider' | 'kind' | 'phone' | 'number'>;

export type Phone = ReturnType<typeof openPhone>;

/**
 * A patient's phone in a rehearsal, with the clinic's first number of that kind.
 *
 * @param address the patient's, as parseAddress returns it
 * @throws when the clinic has no such number
 */
export function openPhone(rehearsing: Rehearsing, kind: ChannelKind, address: string) {
  const { emulators, settle } = rehearsing.rehearsal;
  const channel = channelOf(rehearsing.clinic, kind);
  if (!channel) throw new Error(`the clinic has no number that can be written to by ${kind}`);
  const { provider, number, keyword } = channel;
  let seen = 0;

  /** Resolves when all that came of it has arrived; returns the provider's id of the message. */
  async function write(written: Written): Promise<string> {
    const text = keyword && written.text !== undefined ? `${keyword} ${written.text}` : written.text;
    const said = text === undefined ? {} : { text };
    const sent = await emulators.write({ ...written, ...said, provider, kind, phone: address, number });
    if (sent.status !== 200) throw new Error(`the webhook answered ${sent.status}`);
    await settle();
    return sent.messageId;
  }

  const inbox = (): PhoneMessage[] =>
    emulators.network.inbox(kind, address).filter((message) => message.direction === 'in');

  return {
    kind,
    address,
    /** The clinic's number. */
    number,
    write,
    inbox,
    /** What has come since the last look. */
    news(): PhoneMessage[] {
      const all = inbox();
      const fresh = all.slice(seen);
      seen = all.length;
      return fresh;
    },
    /** As a patient answers: a digit taps the choice with that number, where there is something to tap. */
    async answer(text: string): Promise<string> {
      const tap = /^\d+$/.test(text) ? tapOf(inbox().at(-1), Number(text)) : null;
      return write(tap ? { tap } : { text });
    },
    /** As if they had been written to in that language before. */
    speak: (language: Language) => speak(rehearsing, kind, address, language),
  };
}

/** The clinic's number of that kind; one of its own rather than one it shares by a keyword. */
export function channelOf(clinic: ClinicSettings, kind: ChannelKind) {
  const channels = clinic.channels.flatMap(({ provider, ...one }) =>
    provider !== 'smtp' && one.kind === kind && one.receives ? [{ provider, ...one }] : [],
  );
  return channels.find((one) => one.keyword === null) ?? channels[0];
}

/** The tap on a message's choice, counted from 1; null where there is none. */
export function tapOf(message: PhoneMessage | undefined, number: number): Writing['tap'] | null {
  if (!message?.interactive) return null;
  const choice = choicesOf(message)[number - 1];
  if (!choice) return null;
  const type = message.interactive.type === 'list' ? 'list' : 'button';
  return { id: choice.id, title: choice.title, type, on: message.id };
}

/** What can be tapped on a message of WhatsApp. */
export function choicesOf({
  interactive,
}: PhoneMessage): readonly { id: string; title: string; description?: string | undefined }[] {
  return interactive?.type === 'list' ? interactive.rows : (interactive?.buttons ?? []);
}

/** A message as a patient reads it, a choice of WhatsApp's on a line of its own. */
export function asLines(message: PhoneMessage): string[] {
  const rows = choicesOf(message).map(
    ({ title, description }, place) => `${place + 1} ${title}${description ? ` (${description})` : ''}`,
  );
  return [...message.text.split('\n'), ...rows];
}

async function speak(
  { rehearsal, database, clock, vault, log }: Rehearsing,
  kind: ChannelKind,
  address: string,
  language: Language,
): Promise<void> {
  const { db } = database;
  const { organizationId } = rehearsal;
  const scope: Scope = {
    organizationId,
    actor: { kind: 'system' },
    correlationId: uuidIds.next<CorrelationId>(),
  };
  const { id: channelId } = await db
    .selectFrom('channel')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('kind', '=', kind)
    .where('active', '=', true)
    .executeTakeFirstOrThrow();
  const core = { db, clock, ids: uuidIds, vault, log };
  const { contactId } = await ensureContact(core, scope, { kind, address, channelId });
  await db
    .updateTable('conversation')
    .set((row) => ({ language, revision: row('revision', '+', 1) }))
    .where('organization_id', '=', organizationId)
    .where('contact_id', '=', contactId)
    .execute();
}
