import { afterEach, describe, expect, test } from 'vitest';
import type { Receipt } from '../emulators/receipts.ts';
import { closeScenes, openScene, type Scene } from './notice-scene.ts';

/** What WhatsApp does not do an SMS does: to the same number, in time, and never both. */

afterEach(closeScenes);

const silent = { kind: 'lost' } as const;
const reminded = ['2880 10-06 11:00', '1440 10-07 11:00', '120 10-08 09:00'] as const;

/** A visit on Thursday at 11:00, reminded of on Tuesday and Wednesday at 11:00, and on the day at 09:00. */
async function booked(): Promise<Scene> {
  const scene = await openScene();
  await scene.book('2026-10-08 11:00');
  return scene;
}

describe('WhatsApp fails', () => {
  test.each([
    ['refused at once', { kind: 'refuse', status: 400, code: 63003 }],
    ['taken, and failed by a receipt', { kind: 'undelivered', code: '63024' }],
  ] as const)('%s: an SMS arrives at once, on the same number', async (_, fault) => {
    const scene = await booked();
    scene.twilio.fault(fault);
    await scene.until('2026-10-06 11:00');
    expect(scene.phone()).toEqual(['10-06 11:00 sms reminder']);
    expect(await scene.attempts()).toEqual(['whatsapp failed', 'sms delivered']);
    expect(await scene.notices()).toEqual([
      `${reminded[0]} delivered: delivered`,
      `${reminded[1]} open`,
      `${reminded[2]} open`,
    ]);
  });

  test('the SMS fails too: e-mail, and where that fails staff call', async () => {
    const scene = await booked();
    await scene.bind('email', 'asha@example.org');
    for (const fault of [scene.twilio.lastingFault, scene.africastalking.lastingFault]) {
      fault({ kind: 'undelivered', code: '30007' });
    }
    await scene.until('2026-10-06 11:00');
    expect(await scene.attempts()).toEqual(['whatsapp failed', 'sms failed', 'email sent']);
    expect(scene.stage.emulators.mail.mails).toHaveLength(1);
    scene.stage.emulators.mail.lastingFault({ kind: 'refuse', status: 550, code: 550 });
    await scene.until('2026-10-08 11:00');
    expect(scene.phone()).toEqual([]);
    expect(await scene.items()).toContain('call');
  });
});

describe('WhatsApp is silent', () => {
  test('an SMS after 15 minutes, and not before', async () => {
    const scene = await booked();
    scene.twilio.fault(silent);
    await scene.until('2026-10-06 11:00');
    await scene.minutes(14);
    expect(scene.phone()).toEqual([]);
    expect(await scene.attempts()).toEqual(['whatsapp sent']);
    await scene.minutes(1);
    expect(scene.phone()).toEqual(['10-06 11:15 sms reminder']);
    expect(await scene.attempts()).toEqual(['whatsapp sent', 'sms delivered']);
    expect(await scene.notices()).toContain(`${reminded[0]} delivered: delivered`);
  });

  test('the last one before the visit: after 5 minutes', async () => {
    const scene = await booked();
    await scene.until('2026-10-08 08:59');
    scene.twilio.fault(silent);
    await scene.until('2026-10-08 09:04');
    expect(scene.phone()).toHaveLength(2);
    await scene.minutes(1);
    expect(scene.phone().at(-1)).toBe('10-08 09:05 sms reminder');
    await scene.until('2026-10-08 12:00');
    expect(scene.phone()).toHaveLength(3);
    expect((await scene.notices()).at(-1)).toBe(`${reminded[2]} delivered: delivered`);
  });

  test('"delivered" comes late: nothing more is sent, and SMS goes first until they write on WhatsApp', async () => {
    const scene = await booked();
    scene.twilio.fault({ kind: 'held-receipts' });
    scene.africastalking.fault({ kind: 'held-receipts' });
    await scene.until('2026-10-06 11:15');
    expect(await scene.attempts()).toEqual(['whatsapp sent', 'sms sent']);
    await scene.minutes(5);
    await scene.release('twilio');
    const both = ['10-06 11:00 whatsapp reminder', '10-06 11:15 sms reminder'];
    expect(scene.phone()).toEqual(both);
    expect(await scene.notices()).toContain(`${reminded[0]} delivered: delivered`);
    await scene.release('africastalking');
    await scene.until('2026-10-07 10:59');
    expect(scene.phone()).toEqual(both);
    expect(await scene.attempts()).toEqual(['whatsapp delivered', 'sms delivered']);

    await scene.until('2026-10-07 12:00');
    expect(scene.phone().slice(2)).toEqual(['10-07 11:00 sms reminder']);
    await scene.stage.write({ text: 'Hi' });
    await scene.until('2026-10-08 09:00');
    expect(scene.phone().slice(3)).toEqual(['10-08 09:00 whatsapp reminder']);
  });

  test('"delivered" comes while the SMS waits for its provider: the SMS is taken back', async () => {
    const scene = await booked();
    scene.twilio.fault({ kind: 'held-receipts' });
    scene.africastalking.fault({ kind: 'refuse', status: 500, code: 500 }, 2);
    await scene.until('2026-10-06 11:15');
    expect(await scene.attempts()).toEqual(['whatsapp sent', 'sms errored']);
    await scene.release('twilio');
    await scene.until('2026-10-06 18:00');
    expect(scene.phone()).toEqual(['10-06 11:00 whatsapp reminder']);
    expect(await scene.attempts()).toEqual(['whatsapp delivered', 'sms cancelled']);
  });
});

describe('receipts in no order', () => {
  test.each([
    ['backwards, each twice', (all: Receipt[]) => all.toReversed().flatMap((one) => [one, one])],
    ['shuffled and again', (all: Receipt[]) => [...all.slice(1), ...all, ...all.slice(0, 1), ...all]],
  ])('%s: no state goes back, and the end is right', async (_, order) => {
    const scene = await booked();
    scene.twilio.fault({ kind: 'held-receipts' });
    await scene.until('2026-10-06 11:00');
    expect(await scene.attempts()).toEqual(['whatsapp sent']);
    await scene.release('twilio', order);
    expect(await scene.attempts()).toEqual(['whatsapp delivered']);
    expect(await scene.notices()).toContain(`${reminded[0]} delivered: delivered`);
    scene.stage.emulators.network.read({
      ...{ kind: 'whatsapp', provider: 'twilio', phone: scene.stage.patient },
      number: scene.stage.number,
    });
    await scene.stage.settle();
    expect(await scene.attempts()).toEqual(['whatsapp read']);
    await scene.until('2026-10-06 18:00');
    expect(await scene.attempts()).toEqual(['whatsapp read']);
    expect(scene.phone()).toEqual(['10-06 11:00 whatsapp reminder']);
  });

  test('of every message, all the way: each notice arrives once', async () => {
    const scene = await booked();
    scene.twilio.lastingFault({ kind: 'unruly-receipts' });
    await scene.until('2026-10-08 12:00');
    expect(scene.phone()).toEqual([
      '10-06 11:00 whatsapp reminder',
      '10-07 11:00 whatsapp reminder',
      '10-08 09:00 whatsapp reminder',
    ]);
    expect(await scene.notices()).toEqual(reminded.map((one) => `${one} delivered: delivered`));
  });
});
