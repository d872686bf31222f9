import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { ChannelKind } from '../core/db/tables.ts';
import { amani } from './amani.ts';
import { phoneAt } from './happened.ts';
import { openStage } from './play.ts';

test('one number by WhatsApp and SMS at once: two contacts, both served, and no time has two', async () => {
  const stage = await openStage('whatsapp', amani);
  try {
    const phones = (['whatsapp', 'sms'] as const).map((kind: ChannelKind) =>
      phoneAt(stage, stage.patient, kind),
    );
    const name = 'Asha Wanjiru';
    stage.written.push(name);
    for (const text of ['book', '2', '1', '1']) await Promise.all(phones.map((phone) => phone.answer(text)));
    // Both picked the same time: one holds it, the other was offered the nearest ones.
    const { rows: held } = await sql`select id from appointment where status = 'hold'`.execute(
      stage.database.db,
    );
    expect(held).toHaveLength(1);
    for (const phone of phones) {
      for (let asked = 0; asked < 6 && !/is booked/.test(phone.inbox().at(-1)?.text ?? ''); asked++) {
        await phone.answer(/name/i.test(phone.inbox().at(-1)?.text ?? '') ? name : '1');
      }
    }
    const { rows } = await sql<{ kind: string; patients: number; booked: number }>`
      select c.kind, count(distinct cp.patient_id)::int as patients,
        count(distinct a.id) filter (where a.status = 'booked')::int as booked
      from contact c
      left join contact_patient cp on cp.contact_id = c.id
      left join appointment a on a.contact_id = c.id
      group by c.kind order by c.kind desc
    `.execute(stage.database.db);
    expect(rows).toEqual([
      { kind: 'whatsapp', patients: 1, booked: 1 },
      { kind: 'sms', patients: 1, booked: 1 },
    ]);
    const starts = await stage.database.db
      .selectFrom('appointment')
      .select('visit')
      .where('status', '=', 'booked')
      .execute();
    expect(new Set(starts.map(({ visit }) => visit.start.toString())).size).toBe(2);
  } finally {
    await stage.close();
  }
});
