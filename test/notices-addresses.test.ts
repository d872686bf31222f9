import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { optOut } from '../core/people/opt-out.ts';
import { phoneAt, tools } from './happened.ts';
import {
  closeScenes,
  openScene,
  type Scene,
  type SceneOptions,
  twoProviders,
  withoutTemplates,
  withRules,
} from './notice-scene.ts';

/** Where a patient is reached, and what is remembered of an address. */

afterEach(closeScenes);

/** Reminded on Tuesday and Wednesday at 11:00, on Thursday at 09:00: always outside WhatsApp's window, unless they write. */
async function booked(options: SceneOptions = {}): Promise<Scene> {
  const scene = await openScene(options);
  await scene.book('2026-10-08 11:00');
  return scene;
}

describe("outside WhatsApp's window", () => {
  test('with the approved text of the clinic: as such, and its buttons answer', async () => {
    const scene = await booked();
    await scene.until('2026-10-06 11:00');
    expect(scene.phone()).toEqual(['10-06 11:00 whatsapp reminder']);
    const [sid] = twoProviders.channels.flatMap(({ templates }) =>
      templates.filter((one) => one.notice === 'reminder' && one.language === 'en'),
    );
    expect(scene.twilio.accepted.at(-1)?.contentSid).toBe(sid?.contentSid);
    await scene.stage.answer('1');
    expect(await scene.confirmed()).toEqual(['10-08 11:00']);
  });

  test('inside of it, no template', async () => {
    const scene = await booked();
    await scene.until('2026-10-06 10:00');
    await scene.stage.write({ text: 'Hi' });
    await scene.until('2026-10-06 11:00');
    expect(scene.phone()).toEqual(['10-06 11:00 whatsapp reminder']);
    expect(scene.twilio.accepted.at(-1)?.contentSid).not.toBe(
      twoProviders.channels.flatMap(({ templates }) => templates)[0]?.contentSid,
    );
  });

  test('without one: by SMS, and WhatsApp is not even asked', async () => {
    const scene = await booked({ clinic: withoutTemplates(twoProviders) });
    const before = scene.calls('twilio');
    await scene.until('2026-10-08 12:00');
    expect(scene.phone()).toEqual([
      '10-06 11:00 sms reminder',
      '10-07 11:00 sms reminder',
      '10-08 09:00 sms reminder',
    ]);
    expect(scene.calls('twilio')).toBe(before);
  });

  test('the window closes while a message waits for its provider: it goes out by SMS', async () => {
    const scene = await openScene({ clinic: withoutTemplates(twoProviders), begins: '2026-10-05 11:10' });
    await scene.book('2026-10-08 11:00');
    scene.twilio.lastingFault({ kind: 'unreachable' });
    await scene.until('2026-10-06 11:08');
    expect(await scene.attempts()).toEqual(['whatsapp errored']);
    await scene.until('2026-10-06 11:12');
    scene.twilio.lastingFault(null);
    await scene.until('2026-10-06 12:00');
    expect(scene.phone()).toEqual([expect.stringMatching(/^10-06 11:1\d sms reminder$/)]);
  });
});

describe('opted out', () => {
  test('of WhatsApp: an SMS, where they have that, too', async () => {
    const scene = await openScene();
    await scene.bind('sms', scene.stage.patient);
    await scene.book('2026-10-08 11:00');
    await scene.stage.write({ text: 'STOP' });
    await scene.until('2026-10-06 11:00');
    expect(scene.phone()).toEqual(['10-06 11:00 sms reminder']);
  });

  test('of both: nothing, and nobody calls them either; what they ask is answered', async () => {
    const scene = await openScene();
    await scene.bind('sms', scene.stage.patient);
    await scene.book('2026-10-08 11:00');
    await scene.stage.write({ text: 'STOP' });
    await phoneAt(scene.stage, scene.stage.patient, 'sms').write({ text: 'ONDOKA' });
    await scene.until('2026-10-08 12:00');
    expect(scene.phone()).toEqual([]);
    expect((await scene.notices()).every((one) => one.endsWith('opted_out: opted_out'))).toBe(true);
    expect(await scene.items()).toEqual([]);
    const before = scene.texts('whatsapp').length;
    await scene.stage.write({ text: 'my visits' });
    expect(scene.texts('whatsapp').length).toBe(before + 1);
  });

  test('while a message waits for its provider: it does not go out', async () => {
    const scene = await booked();
    scene.twilio.lastingFault({ kind: 'unreachable' });
    await scene.until('2026-10-06 11:01');
    const contact = await scene.contact('whatsapp');
    if (!contact) throw new Error('no contact');
    const { core, scope } = tools(scene.stage);
    await optOut(core, scope, { contactId: contact.id, by: 'patient' });
    scene.twilio.lastingFault(null);
    await scene.until('2026-10-06 18:00');
    expect(scene.phone()).toEqual([]);
  });

  test('and in again: the next one comes', async () => {
    const scene = await booked();
    await scene.stage.write({ text: 'STOP' });
    await scene.until('2026-10-06 12:00');
    expect(scene.phone()).toEqual([]);
    await scene.stage.write({ text: 'START' });
    await scene.until('2026-10-07 12:00');
    expect(scene.phone()).toEqual(['10-07 11:00 whatsapp reminder']);
  });
});

describe('what a provider says of a number', () => {
  test('on the blacklist: remembered as opted out, and not tried again', async () => {
    const scene = await booked({ kind: 'sms' });
    scene.africastalking.blacklist.add(scene.stage.patient);
    await scene.until('2026-10-06 11:00');
    expect((await scene.contact('sms'))?.optedOutAt).toEqual(scene.moment('2026-10-06 11:00'));
    const before = scene.calls('africastalking');
    await scene.until('2026-10-08 12:00');
    expect(scene.calls('africastalking')).toBe(before);
    expect(scene.phone()).toEqual([]);
  });

  test.each([
    ['blocked', { kind: 'undelivered', code: '63032' }],
    ['not on WhatsApp', { kind: 'refuse', status: 400, code: 63003 }],
  ] as const)('%s: remembered with its date, passed over by the next, until they write', async (_, fault) => {
    const scene = await booked();
    scene.twilio.fault(fault);
    await scene.until('2026-10-06 11:00');
    expect((await scene.contact('whatsapp'))?.unreachableAt).toEqual(scene.moment('2026-10-06 11:00'));
    const before = scene.calls('twilio');
    await scene.until('2026-10-07 11:30');
    expect(scene.phone()).toEqual(['10-06 11:00 sms reminder', '10-07 11:00 sms reminder']);
    expect(scene.calls('twilio')).toBe(before);
    await scene.stage.write({ text: 'Hi' });
    expect((await scene.contact('whatsapp'))?.unreachableAt).toBeNull();
    await scene.until('2026-10-08 09:30');
    expect(scene.phone().at(-1)).toBe('10-08 09:00 whatsapp reminder');
  });

  test('both numbers are wrong: the first reminder is for the call list, and so is the next, once on it', async () => {
    const scene = await booked();
    scene.twilio.lastingFault({ kind: 'refuse', status: 400, code: 63003 });
    scene.africastalking.lastingFault({ kind: 'refuse', status: 201, code: 403 });
    await scene.until('2026-10-08 12:00');
    expect(scene.phone()).toEqual([]);
    expect((await scene.notices()).every((one) => / call_list: /.test(one))).toBe(true);
    expect((await scene.items()).filter((kind) => kind === 'call')).toHaveLength(1);
    expect(await scene.attempts()).toEqual(['whatsapp failed', 'sms failed']);
  });
});

describe('nowhere to write to', () => {
  test('a patient without any address is for staff to call, and others are reminded all the same', async () => {
    const scene = await booked();
    const [other] = await scene.patients(1);
    if (!other) throw new Error('no other patient');
    await scene.book('2026-10-08 11:30', { patient: other.patientId });
    await sql`delete from contact_patient where patient_id = ${other.patientId}`.execute(
      scene.stage.database.db,
    );
    await scene.until('2026-10-06 11:30');
    expect(scene.phone()).toEqual(['10-06 11:00 whatsapp reminder']);
    expect(scene.phone(other.phone)).toEqual([]);
    expect(await scene.notices()).toContain('2880 10-06 11:30 call_list: no_address');
    expect(await scene.items()).toEqual(['call']);
  });

  test('whose phone was given to somebody else', async () => {
    const scene = await booked();
    await sql`update contact set detached_at = ${scene.stage.clock.now()}`.execute(scene.stage.database.db);
    await scene.until('2026-10-06 11:30');
    expect(scene.phone()).toEqual([]);
    expect(await scene.notices()).toContain('2880 10-06 11:00 call_list: no_address');
  });
});

test('no more notices in a day than the clinic lets a patient have; a fallback is no new one, the rest is for staff', async () => {
  const scene = await openScene({ clinic: withRules(twoProviders, { mostNotices: 2 }) });
  for (const hour of ['09:00', '10:00', '11:00']) await scene.book(`2026-10-08 ${hour}`);
  scene.twilio.fault({ kind: 'undelivered', code: '63024' });
  await scene.until('2026-10-06 18:00');
  expect(scene.phone()).toHaveLength(2);
  expect((await scene.attempts()).length).toBe(3);
  expect((await scene.notices()).filter((one) => one.startsWith('2880'))).toEqual([
    '2880 10-06 09:00 delivered: delivered',
    '2880 10-06 10:00 delivered: delivered',
    '2880 10-06 11:00 call_list: daily_cap',
  ]);
  await scene.until('2026-10-07 09:30');
  expect(scene.phone()).toHaveLength(3);
});
