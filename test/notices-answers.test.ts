import { afterEach, describe, expect, test } from 'vitest';
import { choicesOf, tapOf } from '../rehearsal/phone.ts';
import { closeScenes, openScene, type Scene } from './notice-scene.ts';

/** An answer finds its visit, all the way from the phone, also where two are near each other. */

afterEach(closeScenes);

const withHassan = { practitioner: 'Dr. Amina Hassan', branch: 'Ngong Road' };
const lastOf = (scene: Scene) => scene.stage.inbox().at(-1);

/** The choice with that title on the message that tells of that hour. */
async function tap(scene: Scene, hour: string, title: string): Promise<void> {
  const message = scene.stage.inbox().findLast(({ text }) => text.includes(`, ${hour}`));
  const place = message ? choicesOf(message).findIndex((choice) => choice.title === title) : -1;
  const tapped = tapOf(message, place + 1);
  if (!tapped) throw new Error(`there is no ${title} of ${hour}`);
  await scene.stage.write({ tap: tapped });
}

describe.each(['whatsapp', 'sms'] as const)('by %s', (kind) => {
  /** Two visits on Thursday; both have been reminded of on Tuesday. */
  async function twoVisits(): Promise<Scene> {
    const scene = await openScene({ kind });
    await scene.book('2026-10-08 10:00');
    await scene.book('2026-10-08 11:00', withHassan);
    await scene.until('2026-10-06 11:00');
    expect(scene.phone()).toEqual([`10-06 10:00 ${kind} reminder`, `10-06 11:00 ${kind} reminder`]);
    return scene;
  }

  test('"1" after the second reminder is of the second visit', async () => {
    const scene = await twoVisits();
    await scene.stage.answer('1');
    expect(await scene.confirmed()).toEqual(['10-08 11:00']);
  });

  test('an answer to each, as they come', async () => {
    const scene = await openScene({ kind });
    await scene.book('2026-10-08 10:00');
    await scene.book('2026-10-08 11:00', withHassan);
    await scene.until('2026-10-06 10:00');
    await scene.stage.answer('1');
    await scene.until('2026-10-06 11:00');
    await scene.stage.answer('1');
    expect(await scene.confirmed()).toEqual(['10-08 10:00', '10-08 11:00']);
  });

  test('in words that fit both: asked which', async () => {
    const scene = await twoVisits();
    await scene.stage.write({ text: 'nitakuja' });
    expect(await scene.confirmed()).toEqual([]);
    expect(lastOf(scene)?.text).toMatch(/which|gani|ipi/i);
    await scene.stage.answer('1');
    expect(await scene.confirmed()).toEqual(['10-08 10:00']);
  });

  test('in words that name one: "change the one at Ngong Road"', async () => {
    const scene = await twoVisits();
    await scene.stage.write({ text: 'cancel my visit at Ngong Road' });
    await scene.stage.answer('1');
    expect(await scene.visits()).toEqual(['10-08 10:00']);
  });

  test('who has confirmed is told "see you then", and the other is asked', async () => {
    const scene = await twoVisits();
    await scene.stage.answer('1');
    await scene.until('2026-10-07 11:00');
    const [asked, told] = scene.stage.inbox().slice(-2);
    expect(asked?.text).toContain('Will you come?');
    expect(told?.text).toContain('See you then!');
    expect(told?.text).not.toContain('Will you come?');
    expect(await scene.items()).toEqual([]);
  });

  test('"cannot come", and cancelled at once: its reminders are over, the other’s go on', async () => {
    const scene = await twoVisits();
    await scene.stage.answer('3');
    await scene.stage.answer('1');
    expect(await scene.visits()).toEqual(['10-08 10:00']);
    await scene.until('2026-10-08 12:00');
    expect(scene.phone().slice(2)).toEqual([`10-07 10:00 ${kind} reminder`, `10-08 08:00 ${kind} reminder`]);
    expect((await scene.notices()).filter((one) => one.includes('10-07 11:00'))).toEqual([
      '1440 10-07 11:00 overtaken: visit_cancelled',
    ]);
  });

  test('a reminder answered in the midst of a booking: the visit is confirmed, the booking goes on', async () => {
    const scene = await openScene({ kind, begins: '2026-10-06 10:50' });
    await scene.book('2026-10-08 11:00');
    await scene.until('2026-10-07 10:58');
    await scene.stage.write({ text: 'book a dental visit' });
    const before = await scene.state();
    await scene.until('2026-10-07 11:00');
    await scene.stage.write({ text: 'I will come' });
    expect(await scene.confirmed()).toEqual(['10-08 11:00']);
    expect(await scene.state()).toBe(before);
  });
});

test('a button of the first reminder, tapped after the second, is of the first visit', async () => {
  const scene = await openScene();
  await scene.book('2026-10-08 10:00');
  await scene.book('2026-10-08 11:00', withHassan);
  await scene.until('2026-10-06 11:00');
  await tap(scene, '10:00 am', "I'll come");
  expect(await scene.confirmed()).toEqual(['10-08 10:00']);
  await tap(scene, '11:00 am', "Can't come");
  await scene.stage.answer('1');
  expect(await scene.visits()).toEqual(['10-08 10:00']);
});

test('a button from before the visit was moved confirms no other time', async () => {
  const scene = await openScene();
  const visit = await scene.book('2026-10-08 10:00');
  await scene.until('2026-10-06 10:00');
  await scene.move(visit, '2026-10-08 15:00');
  await tap(scene, '10:00 am', "I'll come");
  expect(await scene.confirmed()).toEqual([]);
  expect(lastOf(scene)?.text).toContain('3:00 pm');
});

test('an answer while the SMS is on its way instead: the SMS is taken back', async () => {
  const scene = await openScene();
  await scene.book('2026-10-08 10:00');
  scene.twilio.fault({ kind: 'held-receipts' });
  scene.africastalking.lastingFault({ kind: 'unreachable' });
  await scene.until('2026-10-06 10:16');
  expect(await scene.attempts()).toEqual(['whatsapp sent', 'sms errored']);
  await scene.stage.answer('1');
  scene.africastalking.lastingFault(null);
  await scene.until('2026-10-06 18:00');
  expect(scene.phone()).toEqual(['10-06 10:00 whatsapp reminder']);
  expect(await scene.notices()).toContain('2880 10-06 10:00 answered: answered');
});
