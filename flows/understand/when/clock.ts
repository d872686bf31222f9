import { readNumberAt } from './numbers.ts';
import type { Clock, Heard, Line, Recogniser } from './pieces.ts';
import { heard, wordAt } from './pieces.ts';

/** The hours of a day as they are said: "saa tatu na nusu", "3.30pm", "quarter to 4", "1430hrs", "noon". */

const cues = new Set(['at', 'around', 'about', 'like', 'by', 'approx', 'arnd', 'abt', 'kama', 'saa']);
const afternoonSigns = new Set(['pm', 'p']);
const morningSigns = new Set(['am', 'a']);
const hourSigns = new Set(['hrs', 'hr', 'hours', 'h']);
const named: ReadonlyMap<string, number> = new Map([
  ['noon', 12],
  ['midday', 12],
  ['adhuhuri', 12],
  ['adhuhur', 12],
  ['midnight', 0],
]);
const quarters: ReadonlyMap<string, number> = new Map([
  ['half', 30],
  ['quarter', 15],
  ['qtr', 15],
]);
/** After which a number that stands beside a day may still be an hour. */
const softWords = new Set(
  (
    'pls please plz tafadhali ok okay sharp hivi kamili exactly is iko niko for kwa na and or au ama with the if works to until till ' +
    'hadi mpaka at on in ni sawa thanks asante nitakuja naweza i can that would be but lakini tu oclock inafaa please kwenye huko pale hapo'
  ).split(' '),
);

const clockOf = (hour: number, minute: number, system: Clock['system'], swahili = false): Clock => ({
  ...{ hour, minute, system, swahili },
  part: null,
});

export const readClock: Recogniser = (line, at) =>
  readNamed(line, at) ?? readSaa(line, at) ?? readQuarter(line, at) ?? readWestern(line, at);

const readNamed: Recogniser = (line, at) => {
  const offset = ['at', '12'].includes(wordAt(line, at)) ? 1 : 0;
  const hour = named.get(wordAt(line, at + offset));
  if (hour === undefined) return null;
  return heard(offset + 1, { kind: 'clock', clock: clockOf(hour, 0, 'fixed') });
};

/** "saa tatu na nusu", "saa 3:30", but also "saa 14:30" and "saa 3pm", which are the other clock. */
const readSaa: Recogniser = (line, at) => {
  const before = ['saa', 'at'].includes(wordAt(line, at)) && wordAt(line, at + 1) === 'saa' ? 1 : 0;
  if (wordAt(line, at + before) !== 'saa' && wordAt(line, at + before) !== 'sa') return null;
  const start = at + before + 1;
  const written = writtenClock(line, start);
  if (written) {
    if (written.value === null) return heard(before + 1 + written.length, { kind: 'impossible' });
    if (written.value.system === 'fixed')
      return heard(before + 1 + written.length, { kind: 'clock', clock: written.value });
  }
  const hour = readNumberAt(line, start);
  const swahili = written?.value
    ? { length: written.length, hour: written.value.hour, minute: written.value.minute }
    : hour && { length: hour.length, hour: hour.value, minute: 0 };
  if (!swahili || swahili.hour < 1) return null;
  if (swahili.hour > 12) return heard(before + 1 + swahili.length, { kind: 'impossible' });
  const tail = readTail(line, start + swahili.length);
  const clock = clockOf(swahili.hour, swahili.minute + tail.minutes, 'swahili', hour?.swahili ?? false);
  return heard(before + 1 + swahili.length + tail.length, { kind: 'clock', clock });
};

const halves = new Set(['nusu', 'unusu', 'half', '1/2']);

/** What is said behind a Swahili hour: "na robo", "kasorobo", "na dakika kumi". */
function readTail(line: Line, at: number): { length: number; minutes: number } {
  const first = wordAt(line, at);
  const joined = first === 'na' || first === 'u' ? 1 : 0;
  const word = wordAt(line, at + joined);
  if (halves.has(word)) return { length: joined + 1, minutes: 30 };
  if (word === 'robo' || word === 'quarter') return { length: joined + 1, minutes: 15 };
  if (['kasorobo', 'kasrobo', 'kasorob', 'kasarobo'].includes(word))
    return { length: joined + 1, minutes: -15 };
  if (['kasoro', 'kaso', 'kasa'].includes(word)) {
    const next = wordAt(line, at + joined + 1);
    if (next === 'robo') return { length: joined + 2, minutes: -15 };
    const named = next === 'dakika' ? 1 : 0;
    const less = readNumberAt(line, at + joined + 1 + named);
    if (less && less.value < 60) return { length: joined + 1 + named + less.length, minutes: -less.value };
  }
  const named = word === 'dakika' ? 1 : 0;
  const more = readNumberAt(line, at + joined + named);
  // "saa tatu na 2" may go on otherwise; "na dakika mbili" and "na kumi" may not.
  if (more && more.value < 60 && (named === 1 || (joined === 1 && !more.digits && more.value >= 5))) {
    return { length: joined + named + more.length, minutes: more.value };
  }
  return { length: 0, minutes: 0 };
}

/** "half past 3", "quarter to 4", "10 past 2", "ten minutes to four". */
const readQuarter: Recogniser = (line, at) => {
  const offset = cues.has(wordAt(line, at)) ? 1 : 0;
  const counted = readNumberAt(line, at + offset);
  const article = wordAt(line, at + offset) === 'a' ? 1 : 0;
  const minutes = quarters.get(wordAt(line, at + offset + article)) ?? counted?.value;
  if (minutes === undefined || minutes > 59) return null;
  let next = at + offset + article + (counted?.length ?? 1);
  const spelled = ['minutes', 'mins', 'min'].includes(wordAt(line, next));
  if (spelled) next += 1;
  const side = wordAt(line, next);
  // "2 to 4" is a range; "ten minutes to four" and "quarter to 4" are not.
  const before = side === 'to' && (!counted || spelled || [20, 25].includes(counted.value));
  if (side !== 'past' && !before) return null;
  const hour = writtenClock(line, next + 1);
  const number = hour?.value ? null : readNumberAt(line, next + 1);
  const shift = before ? -minutes : minutes;
  const length = next + 1 - at;
  if (hour?.value) {
    const clock = { ...hour.value, minute: hour.value.minute + shift };
    return heard(length + hour.length, { kind: 'clock', clock });
  }
  if (!number || number.value > 12 || number.swahili) return null;
  const sign = signAt(line, next + 1 + number.length);
  const clock = withSign(number.value, shift, sign?.sign ?? null);
  return clock && heard(length + number.length + (sign?.length ?? 0), { kind: 'clock', clock });
};

const readWestern: Recogniser = (line, at) => {
  const cued = cues.has(wordAt(line, at)) ? 1 : 0;
  const twice = cued === 1 && cues.has(wordAt(line, at + 1)) ? 2 : cued;
  const written = writtenClock(line, at + twice);
  if (written?.value === null) return null;
  if (written) {
    const clock = written.value;
    const next = at + twice + written.length;
    // "10 hivi", beside a list of times.
    const about = line.asked === 'slot' && wordAt(line, next) === 'hivi';
    const sure =
      clock.system === 'bare' && (twice > 0 || about) ? { ...clock, system: 'western' as const } : clock;
    const said = wordAt(line, at) === 'at' || about || isFreeStanding(line, next);
    if (clock.system === 'bare' && !said) return null;
    return heard(twice + written.length, { kind: 'clock', clock: sure });
  }
  return readSpelled(line, at, twice);
};

/** "at three", "ten am", and hours in Swahili words without "saa", of which the words around must say that they are hours. */
function readSpelled(line: Line, at: number, cued: number): Heard | null {
  const number = readNumberAt(line, at + cued);
  if (!number || number.digits || number.value > 12) return null;
  if (cued === 0 && wordAt(line, at) === 'one' && !signAt(line, at + 1)) return null;
  const length = cued + number.length;
  const sign = signAt(line, at + length);
  if (sign && !number.swahili) {
    const clock = withSign(number.value, 0, sign.sign);
    return clock && heard(length + sign.length, { kind: 'clock', clock });
  }
  const tail = number.swahili ? readTail(line, at + length) : { length: 0, minutes: 0 };
  if (!isFreeStanding(line, at + length + tail.length)) return null;
  const system = number.swahili ? (cued > 0 ? 'swahili' : 'bare') : cued > 0 ? 'western' : 'bare';
  const clock = clockOf(number.value, tail.minutes, system, number.swahili);
  return heard(length + tail.length, { kind: 'clock', clock });
}

/** A number that no counted thing follows: not "2 kids". */
function isFreeStanding(line: Line, at: number): boolean {
  const next = line.words[at];
  return !next || next.broken || next.dashed || softWords.has(wordAt(line, at)) || isTimeWord(next.word);
}

const timeWords = new Set(
  'kesho leo asubuhi asbh asb mchana jioni usiku alasiri alfajiri morning afternoon evening night tomorrow tmrw today after before'.split(
    ' ',
  ),
);
const isTimeWord = (word: string) =>
  timeWords.has(word) || /^(juma|alh|mon|tue|wed|thu|fri|sat|sun)/.test(word);

type Sign = { length: number; sign: 'am' | 'pm' | 'hrs' | 'oclock' };

/** "pm", "p m", "hrs", "o'clock" behind an hour. */
function signAt(line: Line, at: number): Sign | null {
  const word = wordAt(line, at);
  if (['oclock', 'o', 'clock', 'sharp', 'kamili', 'exactly'].includes(word)) {
    return { length: word === 'o' && wordAt(line, at + 1) === 'clock' ? 2 : 1, sign: 'oclock' };
  }
  if (hourSigns.has(word)) return word === 'hours' ? null : { length: 1, sign: 'hrs' };
  const afternoon = afternoonSigns.has(word);
  if (!afternoon && !morningSigns.has(word)) return null;
  if (word.length === 2) return { length: 1, sign: afternoon ? 'pm' : 'am' };
  return wordAt(line, at + 1) === 'm' ? { length: 2, sign: afternoon ? 'pm' : 'am' } : null;
}

/** An hour in digits; null as its value where there is none such ("25:00"). */
function writtenClock(line: Line, at: number): { length: number; value: Clock | null } | null {
  const word = wordAt(line, at);
  const cut = cutDigits(word);
  if (!cut) return null;
  const next = cut.sign ? null : signAt(line, at + 1);
  const sign = cut.sign ?? next?.sign ?? null;
  const length = 1 + (next?.length ?? 0);
  if (cut.hour > 24 || cut.minute > 59 || (cut.hour === 24 && cut.minute > 0)) {
    return cut.hour < 100 && (sign || cut.minuted || wordAt(line, at - 1) === 'saa')
      ? { length, value: null }
      : null;
  }
  if (sign && sign !== 'oclock') return { length, value: withSign(cut.hour, cut.minute, sign) };
  if (cut.joined) return null;
  const fixed = cut.hour > 12 || cut.hour === 0 || (cut.padded && cut.minuted);
  const sure = sign === 'oclock' || cut.colon;
  if (fixed && !cut.minuted && wordAt(line, at - 1) !== 'saa') return null;
  if (fixed && !sure && !cut.colon && wordAt(line, at - 1) !== 'saa' && !cues.has(wordAt(line, at - 1)))
    return { length, value: clockOf(cut.hour, cut.minute, 'fixed') };
  const system = fixed ? 'fixed' : sure ? 'western' : 'bare';
  return { length, value: clockOf(cut.hour, cut.minute, system) };
}

function withSign(hour: number, minute: number, sign: Sign['sign'] | null): Clock | null {
  if (sign === null || sign === 'oclock') return clockOf(hour, minute, hour > 12 ? 'fixed' : 'western');
  if (sign === 'hrs' || hour > 12) return clockOf(hour, minute, 'fixed');
  return clockOf((hour % 12) + (sign === 'pm' ? 12 : 0), minute, 'fixed');
}

type Cut = {
  hour: number;
  minute: number;
  minuted: boolean;
  padded: boolean;
  colon: boolean;
  joined: boolean;
  sign: Sign['sign'] | null;
};

const LONGEST_CLOCK = 11;

/** "3", "3pm", "3:30", "3.30pm", "1430hrs", "14h30". */
function cutDigits(word: string): Cut | null {
  if (word.length > LONGEST_CLOCK || !/^\d/.test(word)) return null;
  const spaced = /^(\d{1,2})(?:([:.h])(\d{2}))?(am|pm|a|p|hrs|hr|h|oclock)?$/.exec(word);
  const joined = spaced ? null : /^(\d{1,2})(\d{2})(am|pm|hrs|hr|h)?$/.exec(word);
  const found = spaced
    ? { hour: spaced[1] ?? '', mark: spaced[2] ?? '', minute: spaced[3], sign: spaced[4] }
    : joined && { hour: joined[1] ?? '', mark: '', minute: joined[2], sign: joined[3] };
  if (!found) return null;
  const signs = {
    a: 'am',
    p: 'pm',
    am: 'am',
    pm: 'pm',
    oclock: 'oclock',
    hrs: 'hrs',
    hr: 'hrs',
    h: 'hrs',
  } as const;
  const mark = found.mark === 'h' ? 'hrs' : null;
  return {
    ...{ hour: Number(found.hour), minute: Number(found.minute ?? 0), minuted: found.minute !== undefined },
    ...{ padded: found.hour.startsWith('0'), colon: found.mark === ':', joined: joined !== null },
    sign: found.sign ? signs[found.sign as keyof typeof signs] : mark,
  };
}
