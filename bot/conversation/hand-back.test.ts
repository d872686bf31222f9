import { afterAll, beforeAll, expect, test } from 'vitest';
import { takeOver } from '../../core/desk/take-over.ts';
import { amani } from '../../test/amani.ts';
import { tools } from '../../test/happened.ts';
import { openStage, type Stage } from '../../test/play.ts';
import { staffOf } from '../../test/staff.ts';
import { handBack } from './hand-back.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage('whatsapp', amani);
});
afterAll(() => stage?.close());

async function conversationId() {
  const { id } = await stage.database.db
    .selectFrom('conversation')
    .select('id')
    .orderBy('created_at')
    .executeTakeFirstOrThrow();
  return { conversationId: id };
}

const texts = () => stage.news().map(({ text }) => text);

test('given back: the patient is told, and asked again what was open; their answer goes on from there', async () => {
  const staff = staffOf(stage);
  const { core } = tools(stage);
  for (const text of ['Hi', 'book']) await stage.write({ text });
  const [asked] = texts().slice(-1);
  await takeOver(core, staff, await conversationId());
  await stage.write({ text: 'are you there?' });
  expect(texts()).toEqual([]);
  expect(await handBack(stage.miadi.bot, staffOf(stage), await conversationId())).toMatchObject({
    reason: 'held_by',
  });
  expect(await handBack(stage.miadi.bot, staff, await conversationId())).toEqual({ ok: true, told: true });
  await stage.settle();
  const [again] = texts();
  expect(again).toContain('Our colleague has finished here.');
  expect(again).toContain(asked);
  await stage.answer('1');
  expect(texts()).toHaveLength(1);
  expect(await handBack(stage.miadi.bot, staff, await conversationId())).toEqual({
    ok: false,
    reason: 'not_held',
  });
});

test('after the clinic’s quiet time it goes back by itself: the patient is told in the day, and what had expired is left', async () => {
  const { core } = tools(stage);
  await takeOver(core, staffOf(stage), await conversationId());
  stage.news();
  await stage.wait(Temporal.Duration.from({ minutes: 239 }));
  expect(texts()).toEqual([]);
  await stage.wait(Temporal.Duration.from({ minutes: 2 }));
  const [told, ...more] = texts();
  expect(told).toContain('It has been quiet here for a while.');
  expect(more).toEqual([]);
  await stage.answer('1');
  expect(texts()).toHaveLength(1);
});
