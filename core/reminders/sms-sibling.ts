import { sql } from 'kysely';
import type { Relation } from '../db/tables.ts';
import type { ChannelId, ContactId } from '../ids.ts';
import { parseAddress } from '../people/address.ts';
import { ensureContact } from '../people/contacts.ts';
import type { Core, Scope } from '../scope.ts';
import type { NextStep } from './notice.ts';
import type { Situation } from './situation.ts';

/**
 * Who writes on WhatsApp has a number that an SMS reaches, too. It becomes a contact of its own when it is wanted: when
 * WhatsApp is not to be had, or has been tried, and nothing else is known but an e-mail address that they did not ask for.
 */
export function wantsSmsSibling(
  { notice, attempts, reach, rules }: Situation,
  step: NextStep,
  now: Temporal.Instant,
): boolean {
  const onWhatsapp = reach.some(({ kind, optedOut }) => kind === 'whatsapp' && !optedOut);
  if (!onWhatsapp || reach.some(({ kind }) => kind === 'sms')) return false;
  if (step.do === 'end') return step.state === 'call_list' && step.reason !== 'daily_cap';
  if (step.do === 'send') return step.to.kind === 'email' && reach[0]?.kind !== 'email';
  if (step.do !== 'wait' || attempts.length === 0) return false;
  // Its patience is over, and the policy waits for want of another address.
  const minutes = notice.isLast ? rules.lastFallbackMinutes : rules.fallbackMinutes;
  return attempts.every(({ startedAt }) => Temporal.Instant.compare(startedAt.add({ minutes }), now) <= 0);
}

/** Run in the transaction that looks at the notices. Safe to repeat. */
export async function bindSmsSiblings(core: Core, situations: readonly Situation[]): Promise<void> {
  for (const situation of situations) await bindSibling(core, situation);
}

type Sibling = {
  contactId: ContactId;
  dataKey: Buffer;
  address: Buffer;
  relation: Relation;
  channelId: ChannelId;
};

async function bindSibling(
  core: Core,
  { organizationId, correlationId, patientId }: Situation,
): Promise<void> {
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
  const { rows } = await sql<Sibling>`
    select c.id as "contactId", vc.data_key as "dataKey", vc.address, cp.relation, h.id as "channelId"
    from contact_patient cp
    join contact c on c.organization_id = cp.organization_id and c.id = cp.contact_id and c.kind = 'whatsapp'
      and c.detached_at is null and c.opted_out_at is null
    join vault.contact vc on vc.organization_id = c.organization_id and vc.contact_id = c.id
    join lateral (select id from channel where organization_id = cp.organization_id and kind = 'sms' and active
      order by can_receive desc, id limit 1) h on true
    where cp.organization_id = ${organizationId} and cp.patient_id = ${patientId}
  `.execute(core.db);
  for (const { contactId, dataKey, address: sealed, relation, channelId } of rows) {
    const key = core.vault.unwrap(dataKey, { organizationId, recordId: contactId });
    const address = parseAddress('sms', core.vault.decrypt(key, 'contact.address', sealed));
    if (address === null) continue; // WhatsApp has given us no number
    const sibling = await ensureContact(core, scope, { kind: 'sms', address, channelId });
    await sql`
      insert into contact_patient (organization_id, contact_id, patient_id, relation, created_at)
      select organization_id, id, ${patientId}, ${relation}, ${core.clock.now()} from contact
      where organization_id = ${organizationId} and id = ${sibling.contactId} and detached_at is null
      on conflict do nothing
    `.execute(core.db);
  }
}
