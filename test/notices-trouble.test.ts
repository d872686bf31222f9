import { afterEach, describe, expect, test } from 'vitest';
import { onCallMessages } from './happened.ts';
import { closeScenes, openScene, type Scene } from './notice-scene.ts';

/** A provider's trouble: nothing is lost, nothing comes twice, and nobody knocks all the time at a closed door. */

afterEach(closeScenes);

const faults = [
  ['nobody listens', { kind: 'unreachable' }],
  ['errors of their own', { kind: 'refuse', status: 500, code: 500 }],
] as const;

function bothProviders({ twilio, africastalking }: Scene) {
  return (fault: Parameters<Scene['twilio']['lastingFault']>[0]) => {
    for (const one of [twilio, africastalking]) one.lastingFault(fault);
  };
}

describe.each(faults)('both providers are down: %s', (_, fault) => {
  test('for an hour: the reminder goes out when they are back, once, and few calls were made', async () => {
    const scene = await openScene();
    const all = bothProviders(scene);
    await scene.book('2026-10-08 11:00');
    await scene.until('2026-10-06 10:59');
    const before = scene.calls('twilio') + scene.calls('africastalking');
    all(fault);
    await scene.until('2026-10-06 12:00');
    expect(scene.phone()).toEqual([]);
    expect(await scene.notices()).toContain('2880 10-06 11:00 open');
    expect(scene.calls('twilio') + scene.calls('africastalking') - before).toBeLessThanOrEqual(14);
    all(null);
    await scene.until('2026-10-06 12:15');
    expect(scene.phone()).toHaveLength(1);
    expect(await scene.notices()).toContain('2880 10-06 11:00 delivered: delivered');
    await scene.until('2026-10-08 12:00');
    expect(scene.phone()).toHaveLength(3);
    expect(await scene.items()).not.toContain('call');
  });

  test('before the last reminder: it would not help any more, so staff call, in time', async () => {
    const scene = await openScene();
    const all = bothProviders(scene);
    await scene.book('2026-10-08 11:00');
    await scene.until('2026-10-08 08:59');
    all(fault);
    await scene.until('2026-10-08 09:20');
    expect((await scene.notices()).at(-1)).toMatch(/^120 10-08 09:00 call_list: /);
    expect(await scene.items()).toContain('call');
    all(null);
    await scene.until('2026-10-08 11:30');
    expect(scene.phone()).toHaveLength(2);
  });
});

test('both break off for an hour: each is tried once more and never again, and the next reminder takes over', async () => {
  const scene = await openScene();
  const all = bothProviders(scene);
  await scene.book('2026-10-08 11:00');
  await scene.until('2026-10-06 10:59');
  const before = scene.calls('twilio') + scene.calls('africastalking');
  all({ kind: 'drop', taken: false });
  await scene.until('2026-10-06 12:00');
  all(null);
  await scene.until('2026-10-07 10:59');
  expect(scene.calls('twilio') + scene.calls('africastalking') - before).toBe(4);
  expect(scene.phone()).toEqual([]);
  expect(await scene.attempts()).toEqual(['whatsapp cancelled', 'sms unknown']);
  expect(await scene.doubted()).toBe(4);
  await scene.until('2026-10-07 11:00');
  expect(scene.phone()).toHaveLength(1);
  expect((await scene.notices()).slice(0, 2)).toEqual([
    '2880 10-06 11:00 too_late: in_flight',
    '1440 10-07 11:00 delivered: delivered',
  ]);
});

test('many patients in an hour of outage: each has it once, and the provider is called little', {
  timeout: 60_000,
}, async () => {
  const scene = await openScene();
  const all = bothProviders(scene);
  const practitioners = [
    { practitioner: 'Dr. Wanjiku Kamau', branch: 'Westlands' },
    { practitioner: 'Dr. Amina Hassan', branch: 'Ngong Road' },
  ];
  const patients = await scene.patients(8);
  for (const [place, patient] of patients.entries()) {
    const at = `2026-10-08 ${String(9 + Math.floor(place / 4)).padStart(2, '0')}:${place % 4 < 2 ? '00' : '30'}`;
    await scene.book(at, { ...practitioners[place % 2], patient: patient.patientId });
  }
  await scene.until('2026-10-06 08:55');
  all({ kind: 'unreachable' });
  const before = scene.calls('twilio') + scene.calls('africastalking');
  await scene.until('2026-10-06 11:00');
  expect(scene.calls('twilio') + scene.calls('africastalking') - before).toBeLessThan(90);
  all(null);
  await scene.until('2026-10-06 18:00');
  for (const { phone } of patients) expect(scene.phone(phone)).toHaveLength(1);
  const first = (await scene.notices()).filter((one) => one.startsWith('2880'));
  expect(first.filter((one) => one.endsWith('delivered: delivered'))).toHaveLength(8);
});

describe('out of credit', () => {
  const empty = { kind: 'refuse', status: 401, code: 20005 } as const;
  const emptyToo = { kind: 'refuse', status: 201, code: 405 } as const;

  test('of both: staff are told once of each, all is held, and goes on when somebody has paid', async () => {
    const scene = await openScene();
    await scene.book('2026-10-08 11:00');
    scene.twilio.lastingFault(empty);
    scene.africastalking.lastingFault(emptyToo);
    await scene.until('2026-10-06 15:00');
    expect(scene.phone()).toEqual([]);
    expect((await scene.items()).filter((kind) => kind === 'out_of_credit')).toHaveLength(2);
    expect(scene.calls('twilio')).toBeLessThan(12);
    scene.twilio.lastingFault(null);
    scene.africastalking.lastingFault(null);
    await scene.until('2026-10-06 15:20');
    expect(scene.phone()).toHaveLength(1);
    await scene.until('2026-10-08 10:00');
    expect(scene.phone()).toHaveLength(3);
    await scene.stage.write({ text: 'Hi' }); // nothing else has gone by WhatsApp since
    expect(await scene.items()).not.toContain('out_of_credit');
  });

  test('of the one: the phone on call rings once, by the other; the notice goes by the other, too', async () => {
    const scene = await openScene();
    await scene.book('2026-10-08 11:00');
    scene.twilio.lastingFault(empty);
    await scene.until('2026-10-08 10:00');
    expect(scene.phone()).toHaveLength(3);
    expect(scene.phone().every((one) => one.includes(' sms '))).toBe(true);
    expect(await onCallMessages(scene.stage)).toHaveLength(1);
  });
});
