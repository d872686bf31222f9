import { setTimeout as pause } from 'node:timers/promises';
import { choicesOf, type PhoneMessage, tapOf } from '../../rehearsal/phone.ts';
import { amani } from '../amani.ts';
import type { Provider } from './provider.ts';
import type { Chance } from './seeded.ts';

/** A patient who reads what lies on the phone, answers it, and stops when a visit is booked. Never writes twice for one answer. */
export type Patient = {
  phone: string;
  name: string;
  /** thinking: about to write · waiting: for an answer · booked: and told so · lost: went in circles */
  state: 'thinking' | 'waiting' | 'booked' | 'lost';
  /** The webhook that tells of the last message has not answered yet. */
  calling: boolean;
  written: number;
  /** The last that lies on the phone, for a failure's report. */
  last(): string;
};

/** More messages than anybody needs, whatever comes in between. */
const MOST_MESSAGES = 60;
const numbered = /^(\d+) (.+)$/gm;
const wanted = /^(book a visit|yes, book it|go on|for me|any doctor|english)/i;
const unwanted =
  /person|kiswahili|my (visits|details|child)|other|another|someone|change|menu|back|later|doctor|more/i;

export type PatientOptions = {
  provider: Provider;
  kind: 'whatsapp' | 'sms';
  phone: string;
  name: string;
  chance: Chance;
  /** How long a patient thinks about an answer, at most. */
  thinksMs: number;
  signal: AbortSignal;
};

/** Starts to write; resolves when the visit is booked, the patient is lost, or the signal ends it. */
export function beginPatient(options: PatientOptions): Patient & { over: Promise<void> } {
  const { provider, kind, phone, name, chance, signal } = options;
  const { network } = provider.emulators;
  const inbox = () => network.inbox(kind, phone).filter(({ direction }) => direction === 'in');
  const patient: Patient = {
    ...{ phone, name, written: 0, state: 'thinking', calling: false },
    last: () => inbox().at(-1)?.text ?? 'nothing',
  };

  async function write(what: ReturnType<typeof answerTo>): Promise<void> {
    patient.state = 'waiting';
    patient.written += 1;
    const seen = inbox().length;
    const line =
      kind === 'whatsapp'
        ? ({ provider: 'twilio', number: numberOf('twilio', kind) } as const)
        : ({ provider: 'africastalking', number: numberOf('africastalking', kind) } as const);
    const answered = arrival(network, () => inbox().length > seen, signal);
    patient.calling = true;
    const handedOver = provider.emulators.write({ ...what, ...line, kind, phone }).finally(() => {
      patient.calling = false;
    });
    await Promise.all([handedOver, answered]);
  }
  async function talk(): Promise<void> {
    await write({ text: 'Hi' });
    while (!signal.aborted) {
      if (inbox().some(({ text }) => text.includes('Your visit is booked'))) {
        patient.state = 'booked';
        return;
      }
      const question = inbox().at(-1);
      if (question === undefined || patient.written >= MOST_MESSAGES) break;
      patient.state = 'thinking';
      await pause(chance.below(options.thinksMs), undefined, { signal });
      await write(answerTo(inbox().at(-1) ?? question, name, chance));
    }
    if (!signal.aborted) patient.state = 'lost';
  }
  const over = talk().catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
  return Object.assign(patient, { over });
}

function numberOf(provider: string, kind: string): string {
  return amani.channels.find((one) => one.provider === provider && one.kind === kind)?.number ?? '';
}

/** What this patient says to that: a choice by its button or number, a name where one is asked for. */
function answerTo(message: PhoneMessage, name: string, chance: Chance): { text: string } | { tap: Tap } {
  const onButtons = choicesOf(message).map(({ title }) => title);
  const labels =
    onButtons.length > 0 ? onButtons : [...message.text.matchAll(numbered)].map((line) => line[2] ?? '');
  if (labels.length === 0) return { text: /name/i.test(message.text) ? name : 'menu' };
  const number = choose(labels, chance) + 1;
  const tap = tapOf(message, number);
  return tap ? { tap } : { text: String(number) };
}

type Tap = NonNullable<ReturnType<typeof tapOf>>;

function choose(labels: readonly string[], chance: Chance): number {
  const forward = labels.findIndex((label) => wanted.test(label));
  if (forward >= 0) return forward;
  const [first, ...rest] = [...labels.keys()].filter((place) => !unwanted.test(labels[place] ?? ''));
  return first === undefined ? 0 : chance.pick([first, ...rest]);
}

function arrival(
  network: Provider['emulators']['network'],
  hasArrived: () => boolean,
  signal: AbortSignal,
): Promise<void> {
  if (hasArrived()) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      unsubscribe();
      signal.removeEventListener('abort', leave);
      act();
    };
    const unsubscribe = network.subscribe(() => hasArrived() && settle(resolve));
    const leave = () => settle(() => reject(signal.reason));
    signal.addEventListener('abort', leave);
  });
}
