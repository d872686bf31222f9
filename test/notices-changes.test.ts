import { afterEach, describe, expect, test } from 'vitest';
import { closeScenes, openScene, type Scene } from './notice-scene.ts';

/** Nothing goes out about a visit that is not so any more; what staff have done is told, what the patient did is not. */

afterEach(closeScenes);

const unreachable = { kind: 'unreachable' } as const;

describe('between planning and sending', () => {
  test('moved: nobody is reminded of the old time, and of the new one as planned', async () => {
    const scene = await openScene();
    const visit = await scene.book('2026-10-08 11:00');
    await scene.until('2026-10-06 10:59');
    await scene.move(visit, '2026-10-09 15:00');
    await scene.until('2026-10-09 16:00');
    expect(scene.phone()).toEqual([
      '10-06 10:59 whatsapp changed',
      '10-07 15:00 whatsapp reminder',
      '10-08 15:00 whatsapp reminder',
      '10-09 13:00 whatsapp reminder',
    ]);
    expect(scene.texts('whatsapp').slice(1).join()).not.toContain('11:00 am');
    expect((await scene.notices()).filter((one) => one.includes('overtaken'))).toEqual([
      '2880 10-06 11:00 overtaken: visit_moved',
      '1440 10-07 11:00 overtaken: visit_moved',
      '120 10-08 09:00 overtaken: visit_moved',
    ]);
  });

  test('cancelled: that is the last they hear', async () => {
    const scene = await openScene();
    const visit = await scene.book('2026-10-08 11:00');
    await scene.until('2026-10-06 10:59');
    await scene.cancel(visit);
    await scene.until('2026-10-09 12:00');
    expect(scene.phone()).toEqual(['10-06 10:59 whatsapp cancelled']);
  });
});

/** A reminder that waits in the outbox, as neither provider answers. */
async function queued(): Promise<{ scene: Scene; visit: Awaited<ReturnType<Scene['book']>>; back(): void }> {
  const scene = await openScene();
  const visit = await scene.book('2026-10-08 11:00');
  for (const one of [scene.twilio, scene.africastalking]) one.lastingFault(unreachable);
  await scene.until('2026-10-06 11:01');
  expect(await scene.attempts()).toEqual(['whatsapp errored']);
  return {
    ...{ scene, visit },
    back: () => {
      for (const one of [scene.twilio, scene.africastalking]) one.lastingFault(null);
    },
  };
}

describe('between queueing and sending', () => {
  test('moved: what is queued is taken back, and the change is told', async () => {
    const { scene, visit, back } = await queued();
    await scene.move(visit, '2026-10-08 15:00');
    expect(await scene.attempts()).toEqual(['whatsapp cancelled']);
    back();
    await scene.until('2026-10-06 14:00');
    expect(scene.phone()).toEqual([expect.stringMatching(/^10-06 11:\d\d whatsapp changed$/)]);
    expect(scene.texts('whatsapp').at(-1)).toContain('3:00 pm');
  });

  test('cancelled: what is queued is taken back, and that is told', async () => {
    const { scene, visit, back } = await queued();
    await scene.cancel(visit);
    back();
    await scene.until('2026-10-09 12:00');
    expect(scene.phone()).toEqual([expect.stringMatching(/^10-06 11:\d\d whatsapp cancelled$/)]);
  });

  test('moved there and back: they are told of what it is in the end, once', async () => {
    const { scene, visit, back } = await queued();
    await scene.move(visit, '2026-10-08 15:00');
    await scene.move(visit, '2026-10-08 11:00');
    back();
    await scene.until('2026-10-06 14:00');
    expect(scene.phone()).toEqual([expect.stringMatching(/ whatsapp changed$/)]);
    expect(scene.texts('whatsapp').at(-1)).toContain('11:00 am');
    await scene.until('2026-10-08 12:00');
    expect(
      scene
        .phone()
        .slice(1)
        .map((one) => one.slice(0, 11)),
    ).toEqual(['10-07 11:00', '10-08 09:00']);
  });
});

describe('what staff do', () => {
  test('booking, moving and cancelling are each told at once', async () => {
    const scene = await openScene();
    const visit = await scene.book('2026-10-08 11:00', { by: 'staff' });
    await scene.minutes(1);
    await scene.move(visit, '2026-10-09 11:00');
    await scene.minutes(1);
    await scene.cancel(visit);
    await scene.minutes(1);
    expect(scene.phone().map((one) => one.replace('10-05 ', ''))).toEqual([
      '09:00 whatsapp confirmed',
      '09:01 whatsapp changed',
      '09:02 whatsapp cancelled',
    ]);
  });

  test('what the patient does is told by the answer alone', async () => {
    const scene = await openScene();
    await scene.book('2026-10-08 11:00');
    await scene.stage.write({ text: 'cancel my visit' });
    await scene.stage.answer('1');
    await scene.until('2026-10-09 12:00');
    expect(scene.phone()).toEqual([]);
    expect((await scene.notices()).every((one) => one.endsWith('overtaken: visit_cancelled'))).toBe(true);
  });
});

describe('a missed visit', () => {
  async function missed(at: string): Promise<Scene> {
    const scene = await openScene();
    const visit = await scene.book(at);
    await scene.until(`${at.slice(0, 10)} 17:30`);
    await scene.miss(visit);
    return scene;
  }

  test('in the morning: they are asked in the evening, once', async () => {
    const scene = await missed('2026-10-06 11:30');
    await scene.until('2026-10-10 12:00');
    const asked = scene.phone().filter((one) => one.endsWith('follow_up'));
    expect(asked).toEqual(['10-06 17:30 whatsapp follow_up']);
  });

  test('in the late afternoon, seen in the evening: the next morning; "find another time" leads into booking', async () => {
    const scene = await openScene();
    const visit = await scene.book('2026-10-06 16:30');
    await scene.until('2026-10-06 21:00');
    await scene.miss(visit);
    await scene.until('2026-10-07 07:59');
    const before = scene.phone().length;
    await scene.until('2026-10-07 08:00');
    expect(scene.phone().slice(before)).toEqual(['10-07 08:00 whatsapp follow_up']);
    await scene.stage.answer('1');
    expect(await scene.state()).toMatch(/booking: /);
    await scene.stage.answer('1');
    await scene.until('2026-10-09 12:00');
    expect(scene.phone().filter((one) => one.endsWith('follow_up'))).toHaveLength(1);
  });

  test('by SMS a digit says so, and "no, thank you" ends it', async () => {
    const scene = await openScene({ kind: 'sms' });
    const visit = await scene.book('2026-10-06 11:30');
    await scene.until('2026-10-06 15:00');
    await scene.miss(visit);
    await scene.minutes(1);
    expect(scene.phone().at(-1)).toBe('10-06 15:00 sms follow_up');
    await scene.stage.write({ text: '2' });
    expect(scene.texts('sms').at(-1)).toContain('Write to us whenever you need us');
    expect(await scene.state()).not.toMatch(/booking: /);
  });
});
