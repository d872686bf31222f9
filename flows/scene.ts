import type { ClinicProfile } from '../core/clinic/profile.ts';
import type { BranchId, PractitionerId, ServiceId } from '../core/ids.ts';
import type { AwaitedNotice } from '../core/reminders/awaiting.ts';
import { remembered } from './remembered.ts';
import { askedOf } from './stack.ts';
import { normalise, wordsIn } from './understand/normalise.ts';
import type { ClinicNames, Found, Reading, Scene } from './understand/reading.ts';
import { saysOtherOne, saysSeveral } from './understand/says-several.ts';
import { namesToday, saysSoonest } from './understand/says-soonest.ts';
import { saidBeside } from './understand/small-talk.ts';
import { saysWhose } from './understand/whose-visit.ts';
import { type Choice, type Frame, type Heard, type Intent, timesOf, unheard } from './vocabulary.ts';

/** The way into the reader and out of it: where a message was said, and what of a visit was heard in it. */

/** For the reader: what the clinic calls things, what was asked, and the clinic's time. */
export function sceneOf(
  clinic: ClinicProfile,
  now: Temporal.Instant,
  frames: readonly Frame[],
  offered: readonly Choice[],
  notices: readonly AwaitedNotice[] = [],
): Scene {
  return {
    now: localMinute(`${Math.floor(now.epochMilliseconds / 60_000)} ${clinic.zone}`),
    // Every notice asks for a yes or a no, if in more words.
    asked: askedOf(frames) ?? (notices.some(({ fresh }) => fresh) ? 'yes_no' : null),
    offered: offered.length,
    clinic: namesOf(clinic),
  };
}

/** Of a minute, counted from 1970: every message within it is read by the same clock. */
const localMinute = remembered(100, (when) => {
  const [minute = '', zone = ''] = when.split(' ');
  const local = Temporal.Instant.fromEpochMilliseconds(Number(minute) * 60_000).toZonedDateTimeISO(zone);
  return local.toPlainDateTime().toString({ smallestUnit: 'minute' });
});

const names = new WeakMap<ClinicProfile, ClinicNames>();

/** The same value for the same profile: what the reader makes of it is kept as long as it is. */
export function namesOf(clinic: ClinicProfile): ClinicNames {
  const known = names.get(clinic);
  if (known) return known;
  const made: ClinicNames = {
    services: clinic.services.map(({ id, name, keywords }) => ({
      ...{ id, name, keywords },
      specialities: clinic.practitioners
        .filter(({ serviceIds }) => serviceIds.includes(id))
        .map(({ speciality }) => speciality),
    })),
    practitioners: clinic.practitioners.map(({ id, name }) => ({ id, name })),
    branches: clinic.branches.map(({ id, name, address }) => ({ id, name, address })),
  };
  names.set(clinic, made);
  return made;
}

/** Beside a day these make it a day: "actually friday", "siku ya jumapili". */
const ofDays = new Set(
  (
    'actually no not make it on for the this next in at or and maybe lets can we do come instead change to morning afternoon evening ' +
    'siku ya hii ijayo ile hapana la si sio iwe kwa wiki asubuhi mchana jioni usiku saa kesho leo tarehe nataka naomba nitakuja kuja badala badilisha'
  ).split(' '),
);
const callsItself = /^(my name is|name is|i am|im|naitwa|jina langu ni|jina ni|mimi ni)\s+/i;

/** People are called Juma Jumapili and June Atieno: asked for a name, a day among other words of no meaning is one. */
function nameWithDay({ when }: Reading, text: string): string | null {
  if (when.kind !== 'day' && when.kind !== 'range') return null;
  const name = text.trim().replace(callsItself, '');
  const words = wordsIn(normalise(name));
  const plain = words.length >= 2 && words.length <= 4 && !/\d/.test(name);
  return plain && !words.some((word) => ofDays.has(word)) ? name : null;
}

/** What does not suit is said of the times that are shown, the one that is proposed ("si" and "not" deny many a thing there), or the visit that is asked for. */
function mayNotSuit({ intents, when }: Reading, asked: Scene['asked']): boolean {
  if (asked === 'slot' || asked === 'day' || intents.includes('book')) return true;
  // "Not in the morning", and no more, to what is asked.
  if (asked === 'yes_no' && intents.length === 0) return true;
  return when.kind !== 'none' && (asked === 'yes_no' || asked === 'name' || asked === 'for_whom');
}

/** The answer to these may be any word. */
const namesAre: ReadonlySet<string> = new Set(['name', 'number', 'reason', 'for_whom', 'yes_no', 'confirm']);

/** What of a visit was heard; null where nothing was. The reader names the clinic's records by the ids of `namesOf`. */
export function heardIn(reading: Reading, text: string, asked: Scene['asked']): Heard | null {
  const name = asked === 'name' ? nameWithDay(reading, text) : null;
  if (name !== null) return { ...unheard, name };
  const answers = reading.intents.some((intent) => intent === 'yes' || intent === 'no');
  const soonest = !answers && !namesAre.has(asked ?? '') && saysSoonest(text);
  const several = (reading.forWhom !== null || reading.intents.includes('book')) && saysSeveral(text);
  const whom = whoseOf(reading, text, several);
  const heard: Heard = {
    serviceId: idOf<ServiceId>(reading.service),
    practitionerId: idOf<PractitionerId>(reading.practitioner),
    branchId: idOf<BranchId>(reading.branch),
    times: soonest && reading.when.kind === 'day' && namesToday(text) ? null : timesOf(reading.when),
    fits: reading.fits,
    tentative: reading.tentative && reading.when.kind !== 'none',
    beside: besideTimes(reading, text),
    unfit: mayNotSuit(reading, asked) ? timesOf(reading.unfit) : null,
    forWhom: whom,
    otherOne: whom !== null && whom !== 'self' && saysOtherOne(text),
    name: reading.name?.value ?? null,
    impossible: reading.when.kind === 'impossible',
    soonest,
    notGiven: reading.notGiven && !namesAre.has(asked ?? ''),
    several: several && !changes(reading),
  };
  return Object.values(heard).some(Boolean) ? heard : null;
}

function besideTimes({ when }: Reading, text: string): Heard['beside'] {
  if (when.kind === 'none') return null;
  // To the reader "kama saa tatu" is about nine; it is "if at nine", too.
  return /\bkama\b/i.test(when.words) ? 'more' : saidBeside(text.replace(when.words, ' '));
}

/** Of a visit that there is: whose it is. Who is ill, or must be taken to school, is only why it cannot be. */
function whoseOf(reading: Reading, text: string, several: boolean): Heard['forWhom'] {
  const whom = reading.forWhom?.value ?? null;
  const change = changes(reading);
  if (whom === null || whom === 'self' || !change) return whom;
  return !several && saysWhose(text, change === 'confirm') ? whom : null;
}

/** What is said of a visit that there is. */
function changes({ intents }: Reading): Intent | undefined {
  return intents.find((intent) => ofOneThere.has(intent));
}
const ofOneThere: ReadonlySet<Intent> = new Set(['move', 'cancel', 'cannot_come', 'confirm']);

function idOf<Id extends string>(found: Found<string> | null): Id | null {
  return (found?.value as Id | undefined) ?? null;
}
