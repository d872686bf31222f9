import { afterEach, describe, expect, test } from 'vitest';
import { closeScenes, openScene, twoProviders, withRules } from './notice-scene.ts';

/** From 20:00 until 08:00 nobody is written to of our own accord, and what falls into the night still helps. */

afterEach(closeScenes);

/** The clinic is open from six, and on Monday night one can book. */
const early = {
  ...twoProviders,
  branches: twoProviders.branches.map((branch) => ({
    ...branch,
    hours: branch.hours.map((span) => (span.opens === '08:00' ? { ...span, opens: '06:00' } : span)),
  })),
};
const begins = '2026-10-05 22:30';

describe('the last reminder before a visit in the morning', () => {
  test('at 08:00: the day before as ever, and half an hour before the night', async () => {
    const scene = await openScene({ begins });
    await scene.book('2026-10-08 08:00');
    await scene.until('2026-10-08 09:00');
    expect(scene.phone()).toEqual([
      '10-06 08:00 whatsapp reminder',
      '10-07 08:00 whatsapp reminder',
      '10-07 19:30 whatsapp reminder',
    ]);
  });

  test('at 06:30, all of whose times are in the night: each at a waking hour before', async () => {
    const scene = await openScene({ begins, clinic: early });
    await scene.book('2026-10-08 06:30');
    await scene.until('2026-10-08 07:00');
    expect(scene.phone()).toEqual([
      '10-06 08:00 whatsapp reminder',
      '10-07 08:00 whatsapp reminder',
      '10-07 19:30 whatsapp reminder',
    ]);
    expect((await scene.notices()).every((one) => one.endsWith('delivered: delivered'))).toBe(true);
  });
});

describe('in the night', () => {
  test('staff book, move and cancel: the word goes out in the morning, of what is left of it', async () => {
    const scene = await openScene({ begins });
    const kept = await scene.book('2026-10-08 10:00', { by: 'staff' });
    const moved = await scene.book('2026-10-08 11:00', {
      by: 'staff',
      practitioner: 'Dr. Amina Hassan',
      branch: 'Ngong Road',
    });
    await scene.until('2026-10-06 00:30');
    await scene.move(moved, '2026-10-08 14:00');
    await scene.cancel(kept);
    await scene.until('2026-10-06 07:59');
    expect(scene.phone()).toEqual([]);
    await scene.until('2026-10-06 08:30');
    expect(scene.phone()).toEqual(['10-06 08:00 whatsapp cancelled', '10-06 08:00 whatsapp changed']);
  });

  test('a visit early in the morning, booked in the night before: no word comes after it', async () => {
    const scene = await openScene({ begins, clinic: early });
    await scene.book('2026-10-06 07:00', { by: 'staff' });
    await scene.until('2026-10-06 12:00');
    expect(scene.phone()).toEqual([]);
    expect(await scene.notices()).toEqual([]);
  });

  test('a patient who writes is answered all the same', async () => {
    const scene = await openScene({ begins });
    const before = scene.texts('whatsapp').length;
    await scene.stage.write({ text: 'my visits' });
    expect(scene.texts('whatsapp').length).toBeGreaterThan(before);
  });
});

describe('due at 19:50', () => {
  /** The first of two reminders, at 19:50 on Tuesday of a visit at 10:00 on Thursday. */
  const inTheEvening = () => openScene({ clinic: withRules(twoProviders, { reminders: [2290, 120] }) });

  test('the provider is away until the night: the retry waits for the morning, and one message comes', async () => {
    const scene = await inTheEvening();
    await scene.book('2026-10-08 10:00');
    await scene.until('2026-10-06 19:49');
    scene.twilio.lastingFault({ kind: 'unreachable' });
    await scene.until('2026-10-06 20:02');
    scene.twilio.lastingFault(null);
    await scene.until('2026-10-07 07:59');
    expect(scene.phone()).toEqual([]);
    await scene.until('2026-10-07 12:00');
    expect(scene.phone()).toEqual([expect.stringMatching(/^10-07 08:0\d (sms|whatsapp) reminder$/)]);
    expect(await scene.notices()).toContain('2290 10-06 19:50 delivered: delivered');
  });

  test('WhatsApp is silent: the SMS comes in the morning', async () => {
    const scene = await inTheEvening();
    await scene.book('2026-10-08 10:00');
    scene.twilio.fault({ kind: 'lost' });
    await scene.until('2026-10-07 07:59');
    expect(scene.phone()).toEqual([]);
    await scene.until('2026-10-07 08:00');
    expect(scene.phone()).toEqual(['10-07 08:00 sms reminder']);
  });

  test('and "delivered" comes in the night: no SMS in the morning', async () => {
    const scene = await inTheEvening();
    await scene.book('2026-10-08 10:00');
    scene.twilio.fault({ kind: 'held-receipts' });
    await scene.until('2026-10-06 23:00');
    await scene.release('twilio');
    await scene.until('2026-10-07 12:00');
    expect(scene.phone()).toEqual(['10-06 19:50 whatsapp reminder']);
  });

  test('of a visit at 06:30, and silent: nothing helps before it any more, and staff see that', async () => {
    const clinic = withRules(early, { reminders: [640], lastFallbackMinutes: 15 });
    const scene = await openScene({ clinic });
    await scene.book('2026-10-08 06:30');
    scene.twilio.fault({ kind: 'lost' });
    await scene.until('2026-10-08 07:00');
    expect(scene.phone()).toEqual([]);
    expect(await scene.notices()).toEqual(['640 10-07 19:50 call_list: no_receipt']);
    expect(await scene.items()).toEqual(['call']);
  });
});
