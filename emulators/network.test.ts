import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createNetwork, type PhoneMessage } from './network.ts';
import { createTestClock } from './test-clinic.ts';

const thread = {
  kind: 'whatsapp',
  provider: 'twilio',
  phone: '+254712345678',
  number: '+254203892500',
} as const;
const incoming = (id: string): Omit<PhoneMessage, 'at'> => ({
  ...thread,
  id,
  direction: 'in',
  text: 'Karibu',
  status: 'sent',
  interactive: { type: 'buttons', buttons: [{ id: 'book', title: 'Book a visit' }] },
});

describe('the phone network', () => {
  test('keeps what each phone sees apart, by app and by clinic', () => {
    const network = createNetwork(createTestClock());
    network.put(incoming('a'));
    network.put({ ...incoming('b'), phone: '+254722000000' });
    network.put({ ...incoming('c'), kind: 'sms' });
    network.put({ ...incoming('d'), number: '+254203892501' });
    const ids = (messages: PhoneMessage[]) => messages.map((message) => message.id);
    expect(ids(network.inbox('whatsapp', thread.phone))).toEqual(['a', 'd']);
    expect(ids(network.thread(thread))).toEqual(['a']);
    expect(network.phones()).toEqual([thread.phone, '+254722000000']);
  });

  test('tells of every change, until it is told to stop', () => {
    const network = createNetwork(createTestClock());
    const heard: string[] = [];
    const stop = network.subscribe(({ id, status }) => heard.push(`${id} ${status}`));
    network.put(incoming('a'));
    network.setStatus('a', 'delivered');
    network.setStatus('a', 'delivered');
    network.setStatus('unknown', 'delivered');
    stop();
    network.put(incoming('b'));
    expect(heard).toEqual(['a sent', 'a delivered']);
    expect(network.revision()).toBe(3);
  });

  test('a look at the thread reads what was delivered, and nothing else', () => {
    const network = createNetwork(createTestClock());
    network.put(incoming('on its way'));
    network.put({ ...incoming('there'), status: 'delivered' });
    network.put({ ...incoming('mine'), direction: 'out', status: 'delivered' });
    network.read(thread);
    expect(network.thread(thread).map((message) => message.status)).toEqual(['sent', 'read', 'delivered']);
  });
});

describe('the journal', () => {
  let folder = '';
  let journal = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'miadi-network-'));
    journal = join(folder, 'phones', 'messages.jsonl');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('brings every message back as it was', () => {
    const clock = createTestClock();
    const before = createNetwork({ ...clock, journal });
    before.put(incoming('a'));
    before.setStatus('a', 'read');
    before.put({ ...incoming('b'), media: [{ url: 'https://media.example/1', contentType: 'image/jpeg' }] });
    clock.wait({ hours: 1 });
    const after = createNetwork({ ...clock, journal });
    expect(after.thread(thread)).toEqual(before.thread(thread));
    expect(after.find('a')).toMatchObject({
      status: 'read',
      at: Temporal.Instant.from('2026-10-05T06:00:00Z'),
    });
  });

  test('lets go of a torn last line, and goes on after it', () => {
    const clock = createTestClock();
    createNetwork({ ...clock, journal }).put(incoming('a'));
    appendFileSync(journal, '{"message":{"id":"torn","kind":"wha');
    createNetwork({ ...clock, journal }).put(incoming('b'));
    const after = createNetwork({ ...clock, journal });
    expect(after.thread(thread).map((message) => message.id)).toEqual(['a', 'b']);
  });

  test('does not grow from start to start', () => {
    const clock = createTestClock();
    const network = createNetwork({ ...clock, journal });
    network.put(incoming('a'));
    network.setStatus('a', 'delivered');
    network.setStatus('a', 'read');
    createNetwork({ ...clock, journal });
    expect(readFileSync(journal, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  test('that is broken elsewhere says where, and how to mend it', () => {
    const clock = createTestClock();
    createNetwork({ ...clock, journal }).put(incoming('a'));
    writeFileSync(journal, `not json\n${readFileSync(journal, 'utf8')}`);
    expect(() => createNetwork({ ...clock, journal })).toThrow(/messages\.jsonl, line 1.*Delete the file/);
  });
});
