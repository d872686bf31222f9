import type { ContactId, CorrelationId } from '../core/ids.ts';
import { claimNext } from '../core/messaging/claim.ts';
import { type Line, queueMessage, type Wired } from '../core/messaging/outbox.ts';
import { ensureContact } from '../core/people/contacts.ts';
import type { Reception } from './reception.ts';

/** Contacts' lines of the outbox, for tests of what becomes of a message. */

let phones = 0;

/** A contact whom nothing was sent to yet. */
export async function newLine({ core, clinic, channelId }: Reception): Promise<Line> {
  const address = `+2547${String(++phones).padStart(8, '0')}`;
  const { contactId } = await ensureContact(core, clinic.scope, { kind: 'sms', address, channelId });
  return { organizationId: clinic.organizationId, contactId };
}

/** Content as the bot writes it, so that it can be rendered. */
export function saying(text: string): string {
  return JSON.stringify({ prompt: { key: 'staff.text', params: { text }, choices: [] }, waitId: null });
}

export async function queueTo(
  { core, clinic, channelId }: Reception,
  { contactId }: Line,
  text = 'Habari',
): Promise<void> {
  const scope = { ...clinic.scope, correlationId: core.ids.next<CorrelationId>() };
  const message = { contactId, channelId, language: 'en' as const, content: saying(text) };
  const queued = await queueMessage(core, scope, message);
  if (!queued.ok) throw new Error(`the test's own message was refused: ${queued.reason}`);
}

/** Puts the line's next message on the wire. */
export async function wireNext({ core }: Reception, line: Line): Promise<Wired> {
  const wired = await claimNext(core, line);
  if (!wired) throw new Error('nothing is due to be sent');
  return wired;
}

/** A new contact with one message on the wire. */
export async function wireOne(reception: Reception): Promise<Wired> {
  const line = await newLine(reception);
  await queueTo(reception, line);
  return wireNext(reception, line);
}

/** What has become of a contact's messages, in the order in which they were queued. */
export async function outboxOf({ core }: Reception, { contactId }: { contactId: ContactId }) {
  return core.db
    .selectFrom('outbox')
    .select(['state', 'tries', 'error_code as error', 'next_attempt_at as next'])
    .where('contact_id', '=', contactId)
    .orderBy('seq')
    .execute();
}

/** As `outboxOf`, the states alone. */
export async function statesOf(reception: Reception, which: { contactId: ContactId }): Promise<string[]> {
  return (await outboxOf(reception, which)).map((row) => row.state);
}
