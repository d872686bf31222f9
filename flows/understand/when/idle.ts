import { nameOf } from './names.ts';
import { readNumberAt } from './numbers.ts';
import type { Heard, Line, Recogniser } from './pieces.ts';
import { heard, isBroken, wordAt } from './pieces.ts';

/** What sounds like a time and is no wish for one: a greeting, the past, a price, a question for the hour, a line's number. */

const goodBefore = new Set(
  'good gud gd nice lovely great blessed happy fine wonderful beautiful pleasant'.split(' '),
);
const goodAfter = new Set('njema njem mwema mwem jema nzuri mzuri'.split(' '));
const greetings = new Set(
  'habari habarini hbr hbari abari salamu salaam salam vipi habr heri umeshindaje umeamkaje'.split(' '),
);
const gone = new Set('jana juzi majuzi yesterday yday yesturday yestaday ystday zamani'.split(' '));
const lastWords = new Set(['last', 'past', 'previous', 'lst']);
const goneAfter = new Set(
  'iliyopita ilopita uliopita ulopita zilizopita lililopita jana iliopita iliyoisha uliyopita'.split(' '),
);
const periods = new Set(
  'week weeks month months year years wiki mwezi mwaka weekend wikendi wk night days juma time'.split(' '),
);
const money = new Set(
  'bob ksh kes kshs sh shs shilling shillings shilingi elfu k sbob thousand hundred percent kg kgs kilo'.split(
    ' ',
  ),
);
const moneyBefore = new Set(
  'ksh kes kshs sh shs shilingi mia elfu mara number namba nambari nambar option no room'.split(' '),
);
const notHours = new Set(
  'ngapi ngap hii hizi hiyo hiyohiyo gani zote zenu ile hizo yangu nyingi yote zipi'.split(' '),
);
const addressed = new Set(
  'doc doctor dr dokta daktari sir madam team all everyone guys people nurse ma mam dear there habari sister'.split(
    ' ',
  ),
);

export const readIdle: Recogniser = (line, at) =>
  readGreeting(line, at) ?? readPast(line, at) ?? readCounted(line, at) ?? readHourAsked(line, at);

const idle = (length: number): Heard => heard(length, { kind: 'idle', past: false });
const past = (length: number): Heard => heard(length, { kind: 'idle', past: true });

const isPartOrDay = (word: string) => {
  const name = nameOf(word);
  return name !== null && name.is !== 'month';
};

function readGreeting(line: Line, at: number): Heard | null {
  const word = wordAt(line, at);
  const next = wordAt(line, at + 1);
  if (goodBefore.has(word) && (isPartOrDay(next) || ['day', 'weekend', 'week', 'new'].includes(next)))
    return idle(2);
  if ((isPartOrDay(word) || ['siku', 'wikendi', 'wiki'].includes(word)) && goodAfter.has(next))
    return idle(2);
  if (greetings.has(word) || (at === 0 && (word === 'za' || word === 'ya'))) {
    let length = 1;
    while (length < 4 && ['za', 'ya', 'yako', 'zenu', 'gani', 'hii'].includes(wordAt(line, at + length)))
      length += 1;
    if (length > 1 || word === 'za' || word === 'heri') {
      const wished = wordAt(line, at + length);
      if (isPartOrDay(wished) || ['siku', 'wikendi', 'wiki', 'kutwa'].includes(wished)) {
        return idle(length + 1 + (['hii', 'njema'].includes(wordAt(line, at + length + 1)) ? 1 : 0));
      }
    }
  }
  const isGreeted = addressed.has(next) || (isBroken(line, at + 1) && line.words.length > 3);
  const name = at === 0 && isGreeted ? nameOf(word) : null;
  return name?.is === 'part' && !line.asked ? idle(1) : null;
}

function readPast(line: Line, at: number): Heard | null {
  const word = wordAt(line, at);
  const next = wordAt(line, at + 1);
  if (['shift', 'duty', 'prayers'].includes(next) && nameOf(word)?.is === 'part') return past(2);
  if (gone.has(word)) return past(1 + partsFrom(line, at + 1));
  if ((word === 'leo' || word === 'today') && saysDone(line, at)) return past(1 + partsFrom(line, at + 1));
  if (word === 'this' && nameOf(next)?.is === 'part' && saysDone(line, at)) return past(2);
  if (next === 'kucha' || (next === 'kutwa' && nameOf(word)?.is === 'part')) return past(2);
  if (word === 'day' && next === 'before' && gone.has(wordAt(line, at + 2))) return past(3);
  if (lastWords.has(word)) {
    const number = readNumberAt(line, at + 1);
    const few = number?.length ?? (['few', 'couple'].includes(next) ? 1 : 0);
    const named = wordAt(line, at + 1 + few);
    if (periods.has(named) || isPartOrDay(named)) return past(2 + few + partsFrom(line, at + 2 + few));
  }
  const isPeriod = periods.has(word) || isPartOrDay(word);
  if (isPeriod && goneAfter.has(next)) return past(2 + partsFrom(line, at + 2));
  if (isPeriod && next === 'last' && periods.has(wordAt(line, at + 2))) return past(3);
  if (isPeriod && next === 'ya' && wordAt(line, at + 2) === 'wiki' && goneAfter.has(wordAt(line, at + 3)))
    return past(4);
  return null;
}

const doneWords = new Set(
  'got had did took tested noticed woke felt fell saw vomited received threw began'.split(' '),
);

/** "Walicheza vibaya leo", "I got two lines on the test this morning": a verb before says that it is done. */
function saysDone(line: Line, at: number): boolean {
  for (let before = at - 1; before >= at - 8 && before >= 0 && !isBroken(line, before + 1); before -= 1) {
    const word = wordAt(line, before);
    if (doneWords.has(word)) return true;
    if (before < at - 3) continue;
    if (/^(ni|u|a|tu|m|wa|i|zi|ki)li(?!kuw|tak|omb|pang|p[ao]ng|ki?w)[a-z]{3}/.test(word)) return true;
  }
  return false;
}

/** "jana asubuhi", "last sunday night": the part is past as well. */
function partsFrom(line: Line, at: number): number {
  return nameOf(wordAt(line, at))?.is === 'part' ? 1 : 0;
}

/** "1500 bob", "ksh 2000", "mara tatu", "namba mbili", "kila siku". */
function readCounted(line: Line, at: number): Heard | null {
  const word = wordAt(line, at);
  if (moneyBefore.has(word)) {
    const number = readNumberAt(line, at + 1);
    if (number) return idle(1 + number.length);
  }
  if (word === 'kila' || word === 'every') {
    const named = nameOf(wordAt(line, at + 1));
    if (named?.is === 'part') return idle(['kazi', 'work'].includes(wordAt(line, at + 4)) ? 5 : 2);
  }
  if (word === 'by' && wordAt(line, at + 1) === 'matatu') return idle(2);
  if (['mwaka', 'next'].includes(word) && ['ujao', 'year', 'huu', 'time'].includes(wordAt(line, at + 1)))
    return idle(2);
  const number = readNumberAt(line, at);
  return number && money.has(wordAt(line, at + number.length)) ? idle(number.length + 1) : null;
}

/** "saa ngapi", "saa hii", "what time". */
function readHourAsked(line: Line, at: number): Heard | null {
  return wordAt(line, at) === 'saa' && notHours.has(wordAt(line, at + 1)) ? idle(2) : null;
}
