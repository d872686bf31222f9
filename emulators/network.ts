import { z } from 'zod';
import { openJournal } from './journal.ts';

/** The phone network: what each phone sees, kept in memory and, with a journal, across restarts. */

export const providers = ['twilio', 'africastalking'] as const;
export type Provider = (typeof providers)[number];

export const messageKinds = ['whatsapp', 'sms'] as const;
export type MessageKind = (typeof messageKinds)[number];

export const messageStatuses = ['sent', 'delivered', 'read', 'failed'] as const;
export type MessageStatus = (typeof messageStatuses)[number];

const media = z.object({ url: z.string(), contentType: z.string() });
export type Media = z.infer<typeof media>;

const interactive = z.discriminatedUnion('type', [
  z.object({ type: z.literal('buttons'), buttons: z.array(z.object({ id: z.string(), title: z.string() })) }),
  z.object({
    type: z.literal('list'),
    button: z.string(),
    rows: z.array(z.object({ id: z.string(), title: z.string(), description: z.string().optional() })),
  }),
]);
export type Interactive = z.infer<typeof interactive>;

const phoneMessage = z.object({
  /** The provider's id of the message. */
  id: z.string(),
  kind: z.enum(messageKinds),
  provider: z.enum(providers),
  /** As the patient sees it: `out` was written by the patient. */
  direction: z.enum(['in', 'out']),
  /** The patient's number, E.164. */
  phone: z.string(),
  /** The clinic's number, as the patient dials it. */
  number: z.string(),
  at: z.string().transform((text) => Temporal.Instant.from(text)),
  text: z.string(),
  interactive: interactive.optional(),
  status: z.enum(messageStatuses),
  /** SMS only. */
  segments: z.number().int().positive().optional(),
  media: z.array(media).optional(),
  /** The message whose button or list row was tapped. */
  replyTo: z.string().optional(),
});
export type PhoneMessage = z.infer<typeof phoneMessage>;

const journalEntry = z.union([
  z.object({ message: phoneMessage }),
  z.object({ id: z.string(), status: z.enum(messageStatuses) }),
]);

/** One thread on a phone: a patient and a clinic's number. */
export type Thread = Pick<PhoneMessage, 'kind' | 'provider' | 'phone' | 'number'>;

export type Network = ReturnType<typeof createNetwork>;

export function createNetwork(options: { now: () => Temporal.Instant; journal?: string }) {
  const journal = options.journal === undefined ? undefined : openJournal(options.journal);
  const messages = recall(journal?.entries ?? []);
  // What was read back is written anew as one line a message: no torn end, and no growth from start to start.
  journal?.rewrite([...messages.values()].map((message) => ({ message })));

  const listeners = new Set<(message: PhoneMessage) => void>();
  // Ids by app and phone: every send looks through one phone's messages, and a load test has thousands of phones.
  const index = new Map<string, Set<string>>();
  for (const message of messages.values()) file(index, message);
  let revision = 0;

  const changed = (message: PhoneMessage, entry: unknown) => {
    messages.set(message.id, message);
    file(index, message);
    journal?.append(entry);
    revision += 1;
    for (const listener of [...listeners]) listener(message);
  };

  const setStatus = (id: string, status: MessageStatus) => {
    const message = messages.get(id);
    if (message && message.status !== status) changed({ ...message, status }, { id, status });
  };

  const inbox = (kind: MessageKind, phone: string): PhoneMessage[] =>
    [...(index.get(shelf({ kind, phone })) ?? [])].flatMap((id) => messages.get(id) ?? []);

  const thread = (of: Thread): PhoneMessage[] =>
    inbox(of.kind, of.phone).filter((one) => one.number === of.number && one.provider === of.provider);

  return {
    now: options.now,
    /** Puts a message on a phone; it is journalled before this returns. */
    put(message: Omit<PhoneMessage, 'at'>): PhoneMessage {
      const placed = { ...message, at: options.now() };
      changed(placed, { message: placed });
      return placed;
    },
    setStatus,
    /** The patient looks at the thread: what was delivered to it is now read. SMS knows no reading. */
    read(of: Thread): void {
      if (of.kind !== 'whatsapp') return;
      for (const message of thread(of)) {
        if (message.direction === 'in' && message.status === 'delivered') setStatus(message.id, 'read');
      }
    },
    find: (id: string): PhoneMessage | undefined => messages.get(id),
    thread,
    /** All that a phone sees in one of its apps, oldest first. */
    inbox,
    /** Every phone that has a message, the one heard of first coming first. */
    phones: (): string[] => [...new Set([...messages.values()].map((message) => message.phone))],
    /** Calls `listener` with each new or changed message; returns how to stop it. */
    subscribe(listener: (message: PhoneMessage) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    /** Counts every change since the start. */
    revision: () => revision,
  };
}

const shelf = (of: Pick<Thread, 'kind' | 'phone'>) => `${of.kind} ${of.phone}`;

function file(index: Map<string, Set<string>>, message: PhoneMessage): void {
  const ids = index.get(shelf(message)) ?? new Set<string>();
  index.set(shelf(message), ids.add(message.id));
}

function recall(entries: readonly unknown[]): Map<string, PhoneMessage> {
  const messages = new Map<string, PhoneMessage>();
  for (const entry of entries) {
    const known = journalEntry.parse(entry);
    if ('message' in known) messages.set(known.message.id, known.message);
    else {
      const message = messages.get(known.id);
      if (message) messages.set(known.id, { ...message, status: known.status });
    }
  }
  return messages;
}
