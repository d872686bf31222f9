import { sql } from 'kysely';
import { afterEach, expect, test } from 'vitest';
import { factsOf } from '../rehearsal/records.ts';
import { amani } from './amani.ts';
import { insertVisit, onCallMessages, phoneAt } from './happened.ts';
import { openStage, type Stage } from './play.ts';

const open: Stage[] = [];
afterEach(async () => {
  for (const stage of open.splice(0)) await stage.close();
});

async function stageOn(kind: 'whatsapp' | 'sms'): Promise<Stage> {
  const stage = await openStage(kind, amani);
  open.push(stage);
  return stage;
}

const visit = {
  patient: 'Asha Wanjiru',
  service: 'General consultation',
  local: '2026-10-07 10:00',
  practitioner: 'Dr. Wanjiku Kamau',
  branch: 'Westlands',
  status: 'booked',
} as const;

test.each(['whatsapp', 'sms'] as const)(
  'whoever is on call hears by SMS that somebody waits, and nothing of whom (%s)',
  async (kind) => {
    const stage = await stageOn(kind);
    await insertVisit(stage, visit);
    await stage.write({ text: 'Hi, Asha here' });
    await stage.write({ text: 'talk to a person' });
    const [told, ...more] = await onCallMessages(stage);
    expect(more).toEqual([]);
    expect(told?.text).toContain('2026-10-05 08:30');
    for (const word of ['Asha', 'Wanjiru', '712345678', 'Kamau', 'person please'])
      expect(told?.text).not.toContain(word);
    expect(told?.segments).toBe(1);
  },
);

test('asked for again, the hand-over stands: one SMS, one item', async () => {
  const stage = await stageOn('sms');
  for (const text of ['person', 'person', 'menu', 'person', 'menu', 'person']) await stage.write({ text });
  expect(await factsOf(stage)).toEqual([
    'no visit',
    'with a person, who answers by 2026-10-05 08:30',
    'for staff: person, by 2026-10-05 08:30',
  ]);
  expect(await onCallMessages(stage), 'back and forth costs the clinic one SMS').toHaveLength(1);
});

test('a phone on call that has opted out is not written to', async () => {
  const stage = await stageOn('whatsapp');
  await stage.write({ text: 'person' });
  const [first] = await onCallMessages(stage);
  const onCall = phoneAt(stage, first?.phone ?? '', 'sms');
  await onCall.write({ text: 'ONDOKA' });
  const before = (await onCallMessages(stage)).length;
  await stage.write({ text: 'menu' });
  await stage.write({ text: 'person' });
  expect(await onCallMessages(stage)).toHaveLength(before);
  expect(await factsOf(stage)).toContain('with a person, who answers by 2026-10-05 08:30');
});

test('the bot keeps quiet, and everything written meanwhile is a turn on record', async () => {
  const stage = await stageOn('whatsapp');
  await stage.write({ text: 'person' });
  stage.news();
  for (const text of ['hello?', '1', 'book', '👍']) await stage.write({ text });
  await stage.write({ media: [{ url: 'http://providers.test/media', contentType: 'audio/ogg' }] });
  expect(stage.news()).toEqual([]);
  const { rows } = await sql`select turns from conversation order by turns desc limit 1`.execute(
    stage.database.db,
  );
  expect(rows).toEqual([{ turns: 6 }]);
});

test('time ends it, and says so', async () => {
  const stage = await stageOn('whatsapp');
  await stage.write({ text: 'person' });
  const ended = async () =>
    (await stage.database.db.selectFrom('handover').select(['ended_by', 'ended_at']).execute()).map(
      ({ ended_by, ended_at }) => [ended_by, ended_at?.toString() ?? null],
    );
  await stage.wait(Temporal.Duration.from({ minutes: 30 + 239 })); // an answer is promised after 30
  expect(await ended()).toEqual([[null, null]]);
  await stage.wait(Temporal.Duration.from({ minutes: 1 }));
  expect(await ended()).toEqual([['time', stage.clock.now().toString()]]);
});
