import { sql } from 'kysely';
import type { Executor } from '../core/db/connect.ts';

/**
 * What must hold whatever has happened (contracts.md): every message handled was one turn, and no visit overlaps another of
 * its practitioner or patient (the constraints say so; this is said once more of the rows themselves).
 */
export async function assertInvariant(db: Executor): Promise<void> {
  const { rows } = await sql<{ broken: string }>`
    select 'conversation ' || v.id || ': turns ' || v.turns || ', messages handled ' || count(m.id) as broken
    from conversation v
    left join inbound_message m on m.organization_id = v.organization_id and m.conversation_id = v.id and m.state = 'handled'
    group by v.organization_id, v.id having v.turns <> count(m.id)
    union all
    select 'appointments ' || a.id || ' and ' || b.id || ' overlap'
    from appointment a join appointment b on a.organization_id = b.organization_id and a.id < b.id
      and ((a.practitioner_id = b.practitioner_id and a.busy && b.busy) or (a.patient_id = b.patient_id and a.visit && b.visit))
    where a.status in ('hold', 'pending', 'booked', 'arrived') and b.status in ('hold', 'pending', 'booked', 'arrived')
    union all
    select 'outbox ' || id || ' is on the wire twice' from outbox where state = 'wired'
      and (organization_id, contact_id) in (select organization_id, contact_id from outbox where state = 'wired'
        group by organization_id, contact_id having count(*) > 1)
  `.execute(db);
  if (rows.length > 0) throw new Error(rows.map((row) => row.broken).join('\n'));
}
