import type { Part } from './pieces.ts';

/** The names of days, months and parts of the day, with the spellings of a phone keyboard. */

const part = (start: number, end: number, fits: readonly [number, number], swahili = true): Part => ({
  ...{ start: start * 60, end: end * 60, swahili },
  fits: [fits[0] * 60, fits[1] * 60],
});

export const parts = {
  alfajiri: part(4, 7, [3, 7]),
  asubuhi: part(6, 12, [4, 12]),
  mchana: part(12, 16, [10, 18]),
  alasiri: part(15, 18, [13, 19]),
  jioni: part(16, 19, [15, 21]),
  // Past midnight is still night: "saa nane usiku" is 02:00.
  usiku: part(19, 24, [18, 30]),
  morning: part(6, 12, [0, 12], false),
  afternoon: part(12, 18, [12, 20], false),
  evening: part(17, 21, [15, 24], false),
  night: part(19, 24, [18, 30], false),
  earlyMorning: part(6, 9, [4, 12]),
  lunch: part(12, 14, [11, 15], false),
  afterLunch: part(13, 18, [12, 20], false),
  afterWork: part(17, 20, [16, 22], false),
} as const satisfies Record<string, Part>;

export type Name =
  | { is: 'weekday'; weekday: number }
  | { is: 'month'; month: number }
  | { is: 'part'; part: Part; plural: boolean }
  | { is: 'offset'; days: number }
  | { is: 'tonight' };

const spellings: readonly (readonly [Name, string])[] = [
  [
    { is: 'weekday', weekday: 1 },
    'jumatatu jtatu jumatatuu jumatat jmatatu jumtatu jmtatu juma3 j3 j33 monday mon mond mondy mondy mondays',
  ],
  [
    { is: 'weekday', weekday: 2 },
    'jumanne jnne jumane jmanne juma4 j4 tuesday tue tues tuesd tusday teusday tuesdays',
  ],
  [
    { is: 'weekday', weekday: 3 },
    'jumatano jtano jmatano jumtano juma5 j5 wednesday wed weds wednes wensday wenesday wedesday wednesdays',
  ],
  [
    { is: 'weekday', weekday: 4 },
    'alhamisi alhamis alhmisi alhmis alhamsi alamisi alh alkhamisi khamisi thursday thu thur thurs thus thusday thrusday thursdays',
  ],
  [{ is: 'weekday', weekday: 5 }, 'ijumaa ijuma ijmaa ijumma ij iju friday fri frid fryday fridays'],
  [
    { is: 'weekday', weekday: 6 },
    'jumamosi jmosi jumamos jmamosi jumosi juma1 j1 saturday sat satur sato satoo saturdays',
  ],
  [
    { is: 'weekday', weekday: 7 },
    'jumapili jpili jumapil jmapili jumpili juma2 j2 sunday sun sund sundy sundays',
  ],
  [{ is: 'month', month: 1 }, 'january januari jan'],
  [{ is: 'month', month: 2 }, 'february februari feb febuary'],
  [{ is: 'month', month: 3 }, 'march machi mar'],
  [{ is: 'month', month: 4 }, 'april aprili apr'],
  [{ is: 'month', month: 5 }, 'may mei'],
  [{ is: 'month', month: 6 }, 'june juni jun'],
  [{ is: 'month', month: 7 }, 'july julai jul'],
  [{ is: 'month', month: 8 }, 'august agosti aug'],
  [{ is: 'month', month: 9 }, 'september septemba sept sep'],
  [{ is: 'month', month: 10 }, 'october oktoba oct okt'],
  [{ is: 'month', month: 11 }, 'november novemba nov'],
  [{ is: 'month', month: 12 }, 'december desemba dec des'],
  [{ is: 'part', part: parts.alfajiri, plural: false }, 'alfajiri alfajir afajiri alfajri dawn'],
  [
    { is: 'part', part: parts.asubuhi, plural: false },
    'asubuhi asb asbh asubui asubh asubuh asbuhi asubuhii asubhi asubuhini',
  ],
  [{ is: 'part', part: parts.mchana, plural: false }, 'mchana mchan mchn mcha mchanaa'],
  [{ is: 'part', part: parts.alasiri, plural: false }, 'alasiri alasir'],
  [{ is: 'part', part: parts.jioni, plural: false }, 'jioni jion jionii jionni jiooni'],
  [{ is: 'part', part: parts.usiku, plural: false }, 'usiku usku uciku usikuu'],
  [
    { is: 'part', part: parts.morning, plural: false },
    'morning mrng mornin mrning morn mornng moning mng mornings',
  ],
  [
    { is: 'part', part: parts.afternoon, plural: false },
    'afternoon arvo aft afternn aftnoon afternon aftanoon afternoons',
  ],
  [{ is: 'part', part: parts.evening, plural: false }, 'evening evng eve evenin evning evenings'],
  [{ is: 'part', part: parts.night, plural: false }, 'night nite nights'],
  [{ is: 'offset', days: 0 }, 'leo leoo today 2day tody tday todays'],
  [
    { is: 'offset', days: 1 },
    'kesho kesh keshoo ksho tomorrow tmrw tmr tmw tmrow tmorrow 2moro 2morrow 2mrw 2mro tomoro tomorow tommorow tommorrow tomorro tumorrow morro tomorrows',
  ],
  [{ is: 'offset', days: 2 }, 'keshokutwa keshokutwaa keshoktwa keshokutua overmorrow'],
  [{ is: 'offset', days: 3 }, 'mtondo mtondogoo'],
  [{ is: 'tonight' }, 'tonight tonite 2nite 2night tonyt'],
];

const plurals = new Set(['mornings', 'afternoons', 'evenings', 'nights']);

const names: ReadonlyMap<string, Name> = new Map(
  spellings.flatMap(([name, words]) =>
    words
      .split(' ')
      .map((word) => [word, name.is === 'part' && plurals.has(word) ? { ...name, plural: true } : name]),
  ),
);

/** Words that are one letter from a name and mean something else: "mtoto mchanga" is a newborn. */
const otherWords = new Set(
  (
    'mchanga mchango mchanja mchina mchane machana wachana mourning moaning morphing sundry sundae fridge ' +
    'evenings evensing toright tonights marches augusta maylike jumamisi januarys ushuhuda kesheni mchague'
  ).split(' '),
);

const SHORTEST_MISTAKEN = 6;

/** As they are meant: a mistake is not looked for in what is a mistake already. */
const meantNames = (
  'jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili monday tuesday wednesday thursday friday saturday sunday ' +
  'january february august september october november december januari februari aprili agosti septemba oktoba novemba ' +
  'desemba alfajiri asubuhi mchana alasiri morning afternoon evening tomorrow keshokutwa tonight'
).split(' ');
const byFirstLetter: ReadonlyMap<string, readonly string[]> = Map.groupBy(meantNames, (word) =>
  word.charAt(0),
);

/** What a word names; a word of six letters or more may have one letter wrong, missing, too many or changed with its neighbour. */
export function nameOf(word: string): Name | null {
  const exact = names.get(word);
  if (exact) return exact;
  if (word.length < SHORTEST_MISTAKEN || word.length > 12 || otherWords.has(word)) return null;
  if (!/^\p{L}+$/u.test(word)) return null;
  const near = byFirstLetter.get(word.charAt(0))?.find((name) => isOneMistake(word, name));
  return near ? (names.get(near) ?? null) : null;
}

function isOneMistake(written: string, meant: string): boolean {
  if (Math.abs(written.length - meant.length) > 1) return false;
  let at = 0;
  while (at < written.length && written[at] === meant[at]) at += 1;
  const rest = (word: string, from: number) => word.slice(from);
  if (written.length > meant.length) return rest(written, at + 1) === rest(meant, at);
  if (written.length < meant.length) return rest(written, at) === rest(meant, at + 1);
  if (rest(written, at + 1) === rest(meant, at + 1)) return true;
  const swapped = written[at] === meant[at + 1] && written[at + 1] === meant[at];
  return swapped && rest(written, at + 2) === rest(meant, at + 2);
}
