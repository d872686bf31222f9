import type { ClinicProfile, Named } from '../core/clinic/profile.ts';
import type { ChannelKind, HandoverReason, Relation } from '../core/db/tables.ts';
import type { AppointmentId, BranchId, NoticeId, PatientId, PractitionerId, ServiceId } from '../core/ids.ts';
import type { Language } from '../core/language.ts';
import type { AwaitedNotice } from '../core/reminders/awaiting.ts';
import type { NoticeAnswer } from '../core/reminders/told.ts';
import type { Dayless, ForWhom, When } from './understand/reading.ts';
import type { Text, TextKey, TextParams } from './words.ts';

/**
 * What flows say and ask for. A machine takes a FlowEvent and returns two kinds of action only: say (a Prompt) and do (a
 * Command). Everything here is plain JSON; instants are ISO strings in UTC ("2026-10-08T06:00:00Z"), days "2026-10-08".
 */

/** The flows there are; flows/registry.ts has a machine for each. */
export const flowNames = [
  'menu',
  'booking',
  'visits',
  'move',
  'cancel',
  'confirm',
  'details',
  'person',
] as const;
export type FlowName = (typeof flowNames)[number];

// ── What is said ────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * One answer a patient may pick. The id is short (a tap carries it back) and means the same next week. A hint whose words are
 * empty has nothing to add on that channel.
 */
export type Choice = { id: string; label: Text; hint?: Text; keywords?: readonly string[] };

/**
 * One message, before it is rendered for a channel and a language. `lead` is a line before it ("That time has just been taken.").
 * asks: words, where a digit answers something that was asked before: the choices are then no numbered lines.
 */
export type Prompt = { choices: readonly Choice[]; lead?: Text; asks?: 'words' } & Text;

export function text<K extends TextKey>(key: K, params: TextParams<K>): Text {
  return { key, params } as Text;
}

export function prompt<K extends TextKey>(
  key: K,
  params: TextParams<K>,
  choices: readonly Choice[] = [],
  lead?: Text,
): Prompt {
  const said = { ...text(key, params), choices };
  return lead ? { ...said, lead } : said;
}

// ── What a flow knows ───────────────────────────────────────────────────────────────────────────────────────────────

/** Who writes. Names may stand in a prompt (it is encrypted), never in a machine's context. */
export type ContactFacts = {
  channel: ChannelKind;
  /** The first message ever of this contact. */
  isNew: boolean;
  consented: boolean;
  /** Most recently used first. */
  patients: readonly { id: PatientId; name: string; relation: Relation }[];
  lastBranchId: BranchId | null;
  optedOut: boolean;
  /** In the hands of a person, and not yet past the time in which the bot keeps quiet. */
  handedOver: boolean;
  /** One of staff is at it: until they give it back, not even "menu" brings the bot in between. */
  held: boolean;
  /** So long has nothing been said that what was being done has expired. */
  idle: boolean;
  /** Notices of ours that a reply may answer; the latest sent first. */
  notices: readonly AwaitedNotice[];
};

/**
 * What every event carries: the turn reads it once, machines read no clock and no record. `heard`: what this turn's message
 * tells of a visit; null where it was no free text, or tells nothing of one.
 */
export type Facts = {
  now: string;
  language: Language;
  clinic: ClinicProfile;
  contact: ContactFacts;
  heard: Heard | null;
};

/** A visit as a message tells of it. The name may be a patient's: it is for this turn, and stands in no context. */
export type Heard = {
  serviceId: ServiceId | null;
  practitionerId: PractitionerId | null;
  branchId: BranchId | null;
  times: Times | null;
  /** What does not suit, said of free times or of a visit that is to be booked; what they are unable at stands in `times` as well. */
  unfit: Times | null;
  /** The times do suit, as they say beside others that do not. */
  fits: boolean;
  /** Another time is spoken of as well, or it is asked about: no yes to a visit may rest on the times. */
  tentative: boolean;
  /** What is said beside the times: that they will do, nothing, or more; null where there are none. */
  beside: 'agrees' | 'nothing' | 'more' | null;
  forWhom: ForWhom | null;
  /** "My other child": not the one who was meant before. */
  otherOne: boolean;
  name: string | null;
  /** A date or time that there is not: "30 Feb". */
  impossible: boolean;
  /** As soon as can be; a time that is named comes before it. */
  soonest: boolean;
  /** A kind of service by its name ("dermatologist") that the clinic has not. */
  notGiven: boolean;
  /** Visits are wanted for more than one. */
  several: boolean;
};

export const unheard: Heard = {
  ...{
    serviceId: null,
    practitionerId: null,
    branchId: null,
    times: null,
    unfit: null,
    fits: false,
    tentative: false,
    beside: null,
  },
  ...{
    forWhom: null,
    otherOne: false,
    name: null,
    impossible: false,
    soonest: false,
    notGiven: false,
    several: false,
  },
};

/** When a patient wants to come: local times of the branch, as the reader found them, without the patient's words. */
export type Times =
  | { kind: 'moment' | 'day'; candidates: readonly string[]; dayless?: Dayless }
  | {
      kind: 'part' | 'range';
      candidates: readonly { start: string; end: string }[];
      dayless?: Dayless;
    };

export function timesOf(when: When): Times | null {
  if (when.kind === 'none' || when.kind === 'impossible') return null;
  const { words: _, ...times } = when;
  return times;
}

// ── What a flow asks for ────────────────────────────────────────────────────────────────────────────────────────────

/** Which visit is wanted. practitionerId null: any. */
export type Wanted = { serviceId: ServiceId; branchId: BranchId; practitionerId: PractitionerId | null };

export type Command =
  /**
   * → SLOTS. offer: a helpful spread from the soonest on · day: that day's · times: those that begin within one of these (of
   * moments, those very ones) · near: those nearest to an instant or, without an offset, to a local time of the branch.
   */
  | {
      do: 'find_slots';
      wanted: Wanted;
      view:
        | { kind: 'offer' }
        | { kind: 'day'; day: string }
        | { kind: 'times'; times: Times }
        | { kind: 'near'; start: string };
      count: number;
      /** A visit that is about to move: it does not stand in its own way. */
      appointmentId?: AppointmentId;
    }
  /** → DAYS: the days with a free slot, from `after` (exclusive) on. */
  | {
      do: 'find_days';
      wanted: Wanted;
      after: string | null;
      count: number;
      appointmentId?: AppointmentId;
    }
  /** → HELD or REFUSED. Gives up the contact's earlier hold. */
  | { do: 'hold_slot'; wanted: Wanted; start: string; patientId: PatientId | null }
  /** → BOOKED or REFUSED. The hold becomes the visit; where the hold has run out, the slot itself is tried. */
  | { do: 'book'; wanted: Wanted; start: string; holdId: AppointmentId; patientId: PatientId }
  /** → REGISTERED or REFUSED. */
  | { do: 'register_patient'; name: string; relation: Relation }
  /** → VISITS: the contact's own, soonest first (past ones: latest first), ten at most. */
  | { do: 'list_visits'; when: 'coming' | 'past' }
  /** → MOVED or REFUSED. practitionerId null: whoever is free. */
  | {
      do: 'move';
      appointmentId: AppointmentId;
      shown: Shown;
      start: string;
      practitionerId: PractitionerId | null;
    }
  /** → CANCELLED or REFUSED. */
  | { do: 'cancel'; appointmentId: AppointmentId; shown: Shown }
  /** They will come. → CONFIRMED or REFUSED (not_found, changed, past). */
  | { do: 'confirm_visit'; appointmentId: AppointmentId; shown: Shown }
  /** → HANDED_OVER. The bot keeps quiet until staff hand back, the patient says "menu", or the time has passed. */
  | { do: 'hand_over'; reason: HandoverReason }
  /** → RENAMED or REFUSED (name_…): proposed, until it is confirmed. */
  | { do: 'rename_patient'; patientId: PatientId; name: string }
  | { do: 'confirm_name'; patientId: PatientId }
  | { do: 'drop_name'; patientId: PatientId }
  /** → NUMBER_KEPT or REFUSED (bad_number). To be reached by; staff check it. */
  | { do: 'give_number'; patientId: PatientId; number: string }
  /** No answer follows from here on. */
  | { do: 'release_hold' }
  /** Why the patient comes, in their words; kept in the vault, never sent out again. */
  | { do: 'note_reason'; appointmentId: AppointmentId; text: string }
  /** Staff, who have the conversation already, are told that life may be at risk. */
  | { do: 'raise_alarm' }
  /** For staff to know: nothing is asked of them. */
  | { do: 'tell_staff'; what: 'late' }
  /** The bot speaks again (the patient asked for it). */
  | { do: 'take_back' }
  /** Of what we start; a question is always answered. */
  | { do: 'opt_out' }
  | { do: 'opt_in' }
  /** "Wrong number": this address belongs to none of our patients. Ends their holds; staff are told. */
  | { do: 'detach' }
  | { do: 'record_consent'; wording: TextKey }
  | { do: 'set_language'; language: Language }
  /** Pushes the flow onto the stack and starts it. another: what the visit would be that is to be found. */
  | ({ do: 'start_flow'; flow: FlowName; another?: Another } & Begun);

/** Of what a flow is about, what is settled before it starts. */
export type Begun = {
  /** The visit that it is about. */
  appointmentId?: AppointmentId;
  /** The visit's start, as a notice told the patient of it some time ago. */
  toldStart?: string;
  /** Whether they will come is still to be asked: what they said was no answer. */
  asks?: boolean;
  /** Why a person is wanted. */
  reason?: HandoverReason;
};

export type Another = Pick<Wanted, 'serviceId' | 'branchId'>;

/** The visit as the patient was asked about it: where the record is another by now, nothing is done (`changed`). */
export type Shown = { start: string; branchId: BranchId };

export type SlotFact = { start: string; practitionerId: PractitionerId };

/** A visit as a flow sees it. The names are the clinic's, not the patient's: they may stand in a context. */
export type VisitFact = {
  appointmentId: AppointmentId;
  status: 'pending' | 'booked' | 'arrived' | 'fulfilled' | 'noshow' | 'cancelled';
  start: string;
  end: string;
  patientId: PatientId;
  service: { id: ServiceId; name: Named };
  branch: { id: BranchId; name: string; address: string; zone: string };
  practitioner: { id: PractitionerId; name: string };
  /** Whether the clinic's limits let the patient do it now, or why not. */
  mayMove: 'yes' | 'too_late' | 'too_often';
  mayCancel: 'yes' | 'too_late';
};

export type RefusedReason =
  | 'slot_taken'
  | 'patient_busy'
  | 'not_offered'
  /** Past the clinic's notice for moving or cancelling by oneself. */
  | 'too_late'
  /** The visit was moved as often as the clinic lets it be. */
  | 'too_often'
  /** The contact holds as many visits ahead as the clinic lets one hold. */
  | 'too_many_visits'
  /** The visit is not (or no longer) there to be moved or cancelled. */
  | 'not_found'
  /** It is not as the patient was shown it: somebody else has changed it. */
  | 'changed'
  /** It has begun. */
  | 'past'
  | 'bad_number'
  | 'name_empty'
  | 'name_too_long'
  | 'name_no_letters'
  | 'name_looks_like_number';

// ── What happens to a flow ──────────────────────────────────────────────────────────────────────────────────────────

/** What the patient did, or what came of a command. An event a state cannot take goes to the shared "not understood". */
export type Happening =
  | ({ type: 'START' } & Begun)
  | { type: 'RESUME' }
  | { type: 'CHOSE'; id: string }
  | { type: 'SAID'; text: string }
  /** The message tells something of a visit (facts.heard), whatever was asked. */
  | { type: 'MEANT' }
  | { type: 'BACK' }
  /** The flow is being left: tidy up (give a hold back); nothing is said. */
  | { type: 'LEAVE' }
  | { type: 'SLOTS'; slots: readonly SlotFact[] }
  | { type: 'DAYS'; days: readonly string[]; more: boolean }
  | { type: 'HELD'; holdId: AppointmentId; practitionerId: PractitionerId; start: string }
  | {
      type: 'BOOKED';
      appointmentId: AppointmentId;
      status: 'booked' | 'pending';
      practitionerId: PractitionerId;
      start: string;
    }
  /** The name as the record has it now: facts were read before it was there. */
  | { type: 'REGISTERED'; patientId: PatientId; name: string }
  | { type: 'VISITS'; visits: readonly VisitFact[] }
  | {
      type: 'MOVED';
      appointmentId: AppointmentId;
      status: 'booked' | 'pending';
      practitionerId: PractitionerId;
      branchId: BranchId;
      start: string;
    }
  | { type: 'CANCELLED'; appointmentId: AppointmentId; start: string }
  | { type: 'CONFIRMED'; appointmentId: AppointmentId; start: string }
  /** answerBy: when a person will have answered, as the patient is told. open: the clinic is open now. */
  | { type: 'HANDED_OVER'; answerBy: string; open: boolean }
  | { type: 'RENAMED'; patientId: PatientId; name: string }
  | { type: 'NUMBER_KEPT' }
  | { type: 'REFUSED'; reason: RefusedReason };

export type FlowEvent = Happening & { facts: Facts };

/** What was made of an inbound message (bot/conversation/read-reply.ts): the way into the engine. */
export type Reply =
  | { kind: 'chose'; id: string }
  | { kind: 'said'; text: string; intents: readonly Intent[] }
  /** A choice of a notice, of whatever age. */
  | { kind: 'answered'; noticeId: NoticeId; id: NoticeAnswer }
  /** A button or list of an earlier message. */
  | { kind: 'stale' }
  /** A place sent from the phone, in degrees. */
  | { kind: 'located'; latitude: number; longitude: number }
  | { kind: 'unreadable'; what: 'media' | 'empty' };

/** What words may mean; the whole list is the reader's (contracts.md), each flow adds the ones it answers. */
export const intents = [
  'book',
  'menu',
  'back',
  'help',
  'language_en',
  'language_sw',
  'greeting',
  'yes',
  'no',
  'thanks',
  'move',
  'cancel',
  'list',
  'person',
  'details',
  'opt_out',
  'opt_in',
  'not_me',
  'danger',
  'confirm',
  'cannot_come',
  'late',
  'price',
  'hours',
  'location',
  'services',
  'prepare',
  /** To be written to no more, in other words than those that opt out. */
  'stopping',
  'language',
] as const;
export type Intent = (typeof intents)[number];

/** A flow's place on the stack, as stored: ids and plain JSON, nothing personal. */
export type Frame = {
  flow: FlowName;
  version: number;
  state: unknown;
  context: unknown;
  waitId: string | null;
  /** On the lowest frame: a print of what was said last, and how many times running. The engine's own. */
  echo?: Echo;
};

export type Echo = { print: string; times: number };
