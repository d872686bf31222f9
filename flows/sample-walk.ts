import {
  type AnyStateMachine,
  initialTransition,
  type StateNode,
  type StateValue,
  transition as xstateTransition,
} from 'xstate';
import type { ClinicProfile } from '../core/clinic/profile.ts';
import {
  appointmentId,
  asha,
  branchId,
  patientId,
  practitionerId,
  sampleClinic,
  sampleFacts,
  sampleNotice,
  sampleVisits,
  serviceId,
} from './sample-clinic.ts';
import { type AskedFor, transition } from './transition.ts';
import { type Command, type Facts, type Happening, type Heard, type Prompt, unheard } from './vocabulary.ts';

/** Walks every machine through all it can be given, wherever it can stand, and looks at all that it says on the way. */

export const canary = 'Kanari';
const family = Array.from({ length: 9 }, (_, at) => ({
  id: patientId(at + 1),
  name: `${canary} Wanjiku Mwangi-${'ABCDEFGHI'.charAt(at)}`,
  relation: at === 0 ? ('self' as const) : ('child' as const),
}));

/** A clinic that asks for the reason of every visit. */
function asking(clinic: ClinicProfile): ClinicProfile {
  return { ...clinic, services: clinic.services.map((service) => ({ ...service, asksReason: true })) };
}

/** A wish in the patient's own words, there at every step. */
const wish: Heard = {
  ...{ ...unheard, serviceId: serviceId(1), branchId: branchId(1) },
  times: { kind: 'moment', candidates: ['2026-10-12T09:00', '2026-10-12T21:00'] },
  forWhom: 'child',
  several: true,
};
const otherWish: Heard = {
  ...{ ...unheard, practitionerId: practitionerId(2), branchId: branchId(2) },
  times: { kind: 'part', candidates: [{ start: '2026-10-12T06:00', end: '2026-10-12T12:00' }] },
  ...{ forWhom: 'other', name: `${canary} Atieno` },
};

/** Of visits that are over: today's, yesterday's, and one to which they came. */
const over = [
  sampleNotice({ appointmentId: appointmentId(97), ahead: false, visitStart: '2026-10-05T04:30:00Z' }),
  sampleNotice({ appointmentId: appointmentId(98), ahead: false, visitStart: '2026-09-30T04:30:00Z' }),
  sampleNotice({ appointmentId: appointmentId(99), ahead: false, visitStart: '2026-10-05T04:30:00Z' }),
].map((one, at) => (at === 2 ? { ...one, status: 'fulfilled' as const } : one));

export const worlds: readonly Facts[] = [
  { ...sampleFacts(sampleClinic({ branches: 3 }), { ...asha, patients: family.slice(0, 2) }), heard: wish },
  { ...sampleFacts(sampleClinic({ branches: 3 }), { ...asha, channel: 'sms' }), heard: otherWish },
  { ...sampleFacts(sampleClinic()), heard: { ...otherWish, times: null, forWhom: 'child' } },
  sampleFacts(sampleClinic({ services: 11, branches: 3, practitioners: 7 })),
  sampleFacts(sampleClinic({ services: 11, branches: 3, practitioners: 7 }), { channel: 'sms' }),
  sampleFacts(asking(sampleClinic({ branches: 1, practitioners: 2 })), { isNew: true, channel: 'sms' }),
  sampleFacts(sampleClinic(), { ...asha, patients: family, notices: over }),
  sampleFacts(sampleClinic(), { ...asha, patients: family, channel: 'sms', notices: over }),
  sampleFacts(asking(sampleClinic({ services: 1, branches: 1, practitioners: 1 }))),
  sampleFacts(sampleClinic({ services: 0, branches: 1, practitioners: 0 })),
];

const at = (number: number) => ({
  start: Temporal.Instant.from('2026-10-12T05:30:00Z')
    .add({ minutes: 90 * number })
    .toString(),
  practitionerId: practitionerId(1),
});
const days = [
  '2026-09-28',
  '2026-09-29',
  '2026-09-30',
  '2026-11-21',
  '2026-12-26',
  '2026-12-27',
  '2026-12-28',
];

const outcomes: readonly Happening[] = [
  { type: 'SLOTS', slots: [] },
  { type: 'SLOTS', slots: [at(0)] },
  { type: 'SLOTS', slots: Array.from({ length: 20 }, (_, number) => at(number)) },
  { type: 'DAYS', days: [], more: false },
  { type: 'DAYS', days, more: true },
  { type: 'HELD', holdId: appointmentId(1), practitionerId: practitionerId(1), start: at(1).start },
  ...(['booked', 'pending'] as const).map(
    (status): Happening => ({
      type: 'BOOKED',
      appointmentId: appointmentId(1),
      status,
      practitionerId: practitionerId(1),
      start: at(1).start,
    }),
  ),
  { type: 'REGISTERED', patientId: patientId(99), name: `${canary} Wanjiku Mwangi-Z` },
  { type: 'VISITS', visits: [] },
  { type: 'VISITS', visits: sampleVisits(1) },
  {
    type: 'VISITS',
    visits: sampleVisits(1, { status: 'pending', mayMove: 'too_late', mayCancel: 'too_late' }),
  },
  { type: 'VISITS', visits: sampleVisits(1, { status: 'cancelled', mayMove: 'too_often' }) },
  { type: 'VISITS', visits: sampleVisits(10) },
  ...(['booked', 'pending'] as const).map(
    (status): Happening => ({
      type: 'MOVED',
      ...{ appointmentId: appointmentId(50), status, practitionerId: practitionerId(1) },
      ...{ branchId: branchId(1), start: at(2).start },
    }),
  ),
  { type: 'CANCELLED', appointmentId: appointmentId(50), start: at(1).start },
  { type: 'CONFIRMED', appointmentId: appointmentId(50), start: at(1).start },
  { type: 'HANDED_OVER', answerBy: '2026-10-05T05:30:00Z', open: true },
  { type: 'HANDED_OVER', answerBy: '2026-10-07T05:30:00Z', open: false },
  { type: 'RENAMED', patientId: patientId(1), name: `${canary} Wanjiku Mwangi-Y` },
  { type: 'NUMBER_KEPT' },
  ...(
    [
      ...['slot_taken', 'patient_busy', 'not_offered', 'name_empty', 'name_too_long', 'name_no_letters'],
      ...[
        'name_looks_like_number',
        'too_late',
        'too_often',
        'too_many_visits',
        'not_found',
        'bad_number',
        'changed',
        'past',
      ],
    ] as const
  ).map((reason) => ({ type: 'REFUSED', reason }) as Happening),
];

const spoken: readonly Happening[] = [
  { type: 'START' },
  { type: 'START', reason: 'danger' },
  { type: 'START', appointmentId: appointmentId(50), toldStart: '2026-10-06T06:00:00Z' },
  ...[97, 98, 99].map((number): Happening => ({ type: 'START', appointmentId: appointmentId(number) })),
  { type: 'MEANT' },
  { type: 'RESUME' },
  { type: 'BACK' },
  { type: 'LEAVE' },
  { type: 'SAID', text: `${canary} Wanjiku` },
  { type: 'CHOSE', id: 'no_such_choice' },
  { type: 'CHOSE', id: branchId(77) },
];

type Stand = { state: StateValue; context: Record<string, unknown> };
export type Walk = {
  leaves: ReadonlySet<string>;
  stands: readonly Stand[];
  says: readonly { prompt: Prompt; facts: Facts }[];
  commands: ReadonlySet<Command['do']>;
  /** Stands where neither the patient is asked nor a command is under way. */
  stuck: readonly Stand[];
};

const answerless = new Set<Command['do']>([
  ...(['release_hold', 'record_consent', 'set_language', 'start_flow', 'note_reason'] as const),
  ...(['confirm_name', 'drop_name'] as const),
]);

function stored(machine: AnyStateMachine, stand: Stand) {
  const { state, context } = JSON.parse(JSON.stringify(stand)) as Stand;
  return machine.resolveState({ value: state, context });
}
type Snapshot = ReturnType<typeof stored>;

/** One transition as the engine takes it, through JSON; and as xstate takes it, which must be the same. */
function take(machine: AnyStateMachine, before: Snapshot, happening: Happening, facts: Facts) {
  const event = { ...happening, facts };
  if (!before.can(event)) return null;
  const { next, asked } = transition(machine, before, event);
  const [theirs, actions] = xstateTransition(machine, before, event);
  const told = (snapshot: typeof next, said: readonly AskedFor[]) => [
    ...[snapshot.value, snapshot.context, snapshot.status],
    said.map(({ type, params }) => ({ type, params })),
  ];
  if (JSON.stringify(told(next, asked)) !== JSON.stringify(told(theirs, actions)))
    throw new Error(`${machine.id} takes ${event.type} otherwise than xstate would`);
  return {
    next: { state: next.value, context: next.context } as Stand,
    done: next.status === 'done',
    leaves: next._nodes
      .filter((node) => node.type === 'atomic' || node.type === 'final')
      .map((node) => node.id),
    says: asked.filter(({ type }) => type === 'say').map(({ params }) => params as Prompt),
    commands: asked.filter(({ type }) => type === 'do').map(({ params }) => params as Command),
    others: asked.filter(({ type }) => type !== 'say' && type !== 'do'),
  };
}

export function walk(machine: AnyStateMachine, facts: Facts): Walk {
  const [initial] = initialTransition(machine, undefined);
  const found = new Map<string, Stand>();
  const leaves = new Set<string>(initial._nodes.map((node) => node.id));
  const says: { prompt: Prompt; facts: Facts }[] = [];
  const commands = new Set<Command['do']>();
  const stuck: Stand[] = [];
  const queue: Stand[] = [{ state: initial.value, context: initial.context }];
  for (let stand = queue.shift(); stand; stand = queue.shift()) {
    const before = stored(machine, stand);
    const asks = take(machine, before, { type: 'RESUME' }, facts)?.says ?? [];
    const choices = asks.flatMap((prompt) =>
      prompt.choices.map(({ id }): Happening => ({ type: 'CHOSE', id })),
    );
    // A turn ends only when no command is left: the patient is heard where the flow asks, and at its very beginning.
    const heard = asks.length > 0 || stand.state === initial.value ? [...spoken, ...choices] : [];
    for (const happening of [...heard, ...outcomes]) {
      const taken = take(machine, before, happening, facts);
      if (!taken) continue;
      if (taken.others.length > 0)
        throw new Error(`an action that is neither say nor do: ${JSON.stringify(taken.others)}`);
      for (const prompt of taken.says) says.push({ prompt, facts });
      for (const command of taken.commands) commands.add(command.do);
      for (const leaf of taken.leaves) leaves.add(leaf);
      if (taken.done) continue;
      const shape = shapeOf(taken.next);
      if (found.has(shape)) continue;
      const awaited = taken.commands.some((command) => !answerless.has(command.do));
      const resumed = take(machine, stored(machine, taken.next), { type: 'RESUME' }, facts);
      if (!awaited && !resumed?.says.length) stuck.push(taken.next);
      found.set(shape, taken.next);
      queue.push(taken.next);
    }
  }
  return { leaves, stands: [...found.values()], says, commands, stuck };
}

/** Reasons that no line tells of: they make no difference to each other. */
const untold = new Set([
  ...['too_late', 'too_often', 'too_many_visits', 'not_found', 'bad_number', 'changed', 'past'],
]);

/** Two stands of one shape go on alike: which of several services or slots was picked makes no difference. */
function shapeOf({ state, context }: Stand): string {
  const { held, start, days: _days, moreDays, visit, visitId: _visitId, ...telling } = context;
  const limits = typeof visit === 'object' && visit !== null ? Object.entries(visit).slice(-2) : visit;
  const coarse = Object.entries({ ...telling, limits }).map(([key, value]) => {
    if (key === 'limits') return value;
    if (key === 'visits' && Array.isArray(value)) return Math.min(value.length, 2);
    if (typeof value === 'number') return value % 2; // of the pages of a list the first two show how it goes on
    if (key === 'lead' && untold.has(String(value))) return 'untold';
    if (Array.isArray(value)) return value.length > 0;
    if (typeof value === 'object' && value !== null) return 'kind' in value ? value.kind : true;
    return typeof value === 'string' && !['lead', 'relation', 'what'].includes(key) ? true : value;
  });
  return JSON.stringify([state, coarse]);
}

export function nodesOf(node: StateNode): readonly StateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}
