import { withoutDenied } from './found-signs.ts';
import type { ForWhom, Scene } from './reading.ts';
import { compileSigns, type Place } from './signs.ts';

export const child =
  'baby|babies|child|children|kid|kids|son|sons|daughter|daughters|boy|boys|girl|newborn|toddler|infant|firstborn|lastborn|twins|boyz|mtoi|bby';
export const other =
  'mother|mum|mom|mommy|mummy|mama|mamaa|father|dad|daddy|baba|wife|husband|hubby|sister|brother|brathe|bro|sis|siz|friend|granny|grandma|grandmother|grandpa|grandfather|grandad|aunt|aunty|auntie|uncle|cousin|nephew|niece|boyfriend|girlfriend|neighbour|neighbor|parents|parent|fiance|fiancee|mzae|mathe|buda|shosh|cucu|guka|mzee|colleague|housegirl|househelp|nanny|grandson|granddaughter|grandchild|relative|tenant|landlord|pastor|workmate|roommate|spouse|partner|inlaw';
export const mtoto =
  'mtoto|watoto|kijana|binti|mvulana|msichana|kitoto|baby|child|son|daughter|katoto|mtoi|boy|girl|kid|toto|kababy|kaboy|kagirl|kamtoi|pacha|mapacha|firstborn|lastborn|toddler|newborn|kitinda|kifungua|daughter';
export const ndugu =
  'mama|mamake|mzazi|baba|mke|mume|bibi|babu|nyanya|dada|kaka|rafiki|shangazi|mjomba|shemeji|mdogo|mkubwa|mzee|ndugu|binamu|mchumba|mpenzi|jirani|brathe|sistee|sister|brother|wazazi|niece|nephew|grandson|granddaughter|grandmother|grandfather|roommate|flatmate|siz|masa|employee|mother|father|hubby|nyanyangu|grandma|grandpa|dad|inlaw|mzae|sis|mathe|jamaa|mathee|mbuyu|mkwe|mjukuu|mpwa|friend|wife|husband|mum|mom|dad|cousin|bro|sis|buda|mathe|shosh|boyfriend|girlfriend|mkewe|aunt|uncle|housegirl|mfanyakazi';
const wangu = 'wangu|yangu|wetu|yetu|langu|wa';

const signs = compileSigns(
  {
    child: [
      'my|our babys|childs|sons|daughters|kids|boys|girls|childrens',
      'the|for|cancel|move childs|chilld|chillds|babys|sons|daughters|boys|girls',
      'childs|babys|mtotos appointment|visit|booking|one',
      `si|sio|siyo .. ni mtoto|mwana $`,
      'ghairi|futa|hamisha|sogeza|badilisha|miadi|cancel|move ya? mtoto|mtotos',
      `my|our|for|these|the? ${child}`,
      `my|our _ ${child}`,
      `my|our _ _ ${child}`,
      `my|our _ _ _ ${child}`,
      'my first born',
      `${mtoto} wangu|yangu|wetu|langu|wake|kangu|zangu|yetu`,
      `${mtoto} mdogo|mkubwa|mmoja|_ wangu|yangu|wetu`,
      'first|last born wangu|yangu|wetu',
      'watoto wangu|wetu',
      'mwanangu',
      'wanangu',
      'mwanetu',
      'bintiyangu',
      'mtotowangu',
      'mwana wangu|wetu',
      'mtoto|baby|child|kid|toddler a*|ha*|ako|ana|has|is|keeps|cant|was|had',
      'mtoto|baby ana|ako|ame*|ana*',
      'mtoto mchanga',
      'for a|the baby|child|kid',
      '~let mtoto',
      'mtoto wa miezi|miaka|mwaka|wiki|siku',
      'ni ya|kwa mtoto',
      'na mtoto',
      `my|our ${mtoto}`,
      'kwa|for mtoto|kijana|binti|mwana|baby|mtoi $',
      'kwa|for mtoto|baby|mwana',
      'my|our last|first born',
      'my|our little one|man|boy|girl|angel|princess|prince',
      'my|our 1*|2*|3*|4*|5*|6*|7*|8*|9* .. old',
      'kijana wangu',
      'my one|two|three|four|five|six|2|3|4|5|6 .. old',
      'nimlete mtoto',
      'kumleta mtoto',
    ],
    'child.not': [
      'house girl|boy',
      'for her|him .. #kin',
      'neighbours|sisters|brothers|friends|cousins child|baby|kid|son|daughter',
      `not my|the|a? ${child}`,
      'nikiwa mtoto',
      'the baby vaccines',
      'should .. the baby',
      'bring|carry the babys',
      `${mtoto} wa #kin`,
      'samahani|asante|habari|pole sana? mwanangu',
      'mtoto hachezi',
      'for babies|children|kids',
      `uliza|niulize|muulize|ask my? ${child}`,
      'chanjo ya mtoto $',
      'chanjo za watoto',
      'expecting my',
      'expecting twins|a|my|our',
      'expecting our|my|a .. child|baby',
      'jicho',
      'as a|an? kid|child|baby|boy|girl',
      'was|were a|an? kid|child|baby|boy|girl',
      'mtoto wa jicho',
      'first child',
      'mama watoto',
      'the? boy friend',
      'baby shower',
      `si|sio ${mtoto}`,
      'mama mtoto',
      'for the kids',
      'give|treat|see|vaccinate|take|handle babies|kids|children|newborns',
      'the children',
      'the kids',
      'baba mtoto',
    ],
    other: [
      `my|our mums|moms|mothers|fathers|dads|wifes|husbands|sisters|brothers|friends|grandmas|grandmothers|uncles|aunts`,
      `my|our ${other}`,
      `my|our _ ${other}`,
      `my|our _ _ ${other}`,
      `for a|the|his|her? ${other}`,
      `a ${other} of mine`,
      'my|our house help|girl|manager',
      'friend of mine',
      `${ndugu} wangu|yangu|wetu|yetu|langu`,
      `${ndugu} _ wangu|yangu`,
      'babangu',
      'nyanyangu',
      'sistangu',
      'brathangu',
      'shangaziangu',
      'shemejiangu',
      'mamake|babake',
      'mamangu',
      'bwanangu',
      'mkewangu',
      'mumewangu',
      'dadangu',
      'kakangu',
      'babaangu',
      'mamaangu',
      'nduguyangu',
      'dadake',
      'kakake',
      'mother|father|sister|brother in law',
      'kwa niaba ya',
      'mtoto wa #kin',
      'another person',
      'someone|somebody else',
      'mtu mwingine',
      'ya|for|wa rafiki|mama|baba|mum|mom|dad|wife|husband|mzazi',
      'baba|bibi|babu|dada|kaka|mume|mke ana|ako|ame*|anahitaji|anataka|haoni|hasikii',
      '^ grandpa|grandma|granny|mum|mom|dad|father|mother|grandmother|grandfather is|has|keeps|needs|wants|cant|cannot|can|was|complains',
      'for|ya another|mtu person|mwingine',
      'grandma|granny .. has|is|needs',
      'my in law',
      'my old man|lady',
      'wifey',
      'kwa mama|baba|mzee|mke|mume|bibi|babu',
      'kwa|for him|her',
      'mama|baba mkwe',
      'my|our house girl|boy|help',
      'not|si|sio|siyo me|mine|mimi|yangu .. wifes|husbands|mums|moms|mothers|fathers|dads|sisters|brothers',
      'mums|moms|dads|mamas|wifes|husbands eye|dental|appointment|visit|checkup|clinic|booking|tooth',
    ],
    'other.not': [
      `~uliz|niulize|nimuulize|nitauliza|muulize|kuuliza|ask|asking|tell|consult|askd .. my? ${ndugu}`,
      `ask|check with|tell|consult my ${other}`,
      'my school|boss',
      `~uliz ${ndugu} ${wangu}`,
      '~uliz _',
      '~uliz bwanangu|babangu|mamangu',
      `ask|tell|talk with|to .. ${other}`,
      `discuss .. ${other}`,
      'the school .. parents',
      'mama watoto',
      'not .. someone|else',
      `na|with rafiki yangu nitakuja`,
      'ndugu zangu',
      `not my ${other}`,
      `my ${other} recommended|referred|told|said|works|brought|once|used`,
      `not for .. ${other}`,
      'hey my|bro',
      'kaka yangu naomba',
      'in 20*',
      '~pe|~it|msiite|give|to|by|na|ni mtu|someone|somebody mwingine|else',
      'mtu mwingine kabisa',
    ],
    self: [
      'for myself',
      'for self',
      'mimi mwenyewe',
      'mimi myself',
      'me myself',
      'myself not',
      'kwangu binafsi',
      'binafsi',
      'it is|its|is for me',
      'ni yangu mwenyewe',
      'nafsi yangu',
      'ni mimi mwenyewe',
      'mwenyewe mimi',
      'for me not',
      'just me',
    ],
    'self.not': ['daktari mwenyewe', 'nitakuja mimi mwenyewe', 'msinifute'],
    'asked self': [
      '^ me $',
      '^ mimi',
      '^ myself',
      '^ self',
      '^ for|its for? me',
      '^ ni mimi',
      '^ ni? yangu',
      '^ kwangu',
      '^ ya kwangu',
      '^ niko',
      '^ its? me',
      '^ its for me',
      '^ mine',
      '^ i am the',
      '^ its mine',
      '^ just|only me',
      '^ #please? me',
      '^ ni? kwangu',
    ],
    'is kin': [
      `ni|its|is|for|kwa|ya my|our|the? ${child}`,
      `ni|its|is|for|kwa|ya my|our? ${other}`,
      `ni|kwa|ya|wa ${mtoto}`,
      `ni|kwa|ya|wa ${ndugu}`,
    ],
    'asked child': [`^ .. ${child}`, `^ .. ${mtoto}`],
    'asked other': [
      `^ .. ${other}`,
      `^ .. ${ndugu}`,
      '^ .. someone|somebody else',
      '^ .. mtu mwingine',
      '^ mwingine',
    ],
  },
  { kin: 'dada kaka rafiki ndugu shangazi sister brother friend jirani', please: 'please pls tafadhali ni' },
);

/** For whom a visit is, where it is said. Only spoken of ("I'll ask my husband") is none. */
export function readForWhom(
  words: readonly string[],
  asked: Scene['asked'],
): { value: ForWhom; place: Place } | null {
  const found = withoutDenied(signs.find(words));
  const self = found.places('self')[0];
  if (self) return { value: 'self', place: self };
  const told = firstOf(found.places('child'), found.places('other'));
  if (told) return told;
  if (asked !== 'for_whom') return null;
  const me = found.places('asked self')[0];
  if (me) return { value: 'self', place: me };
  return firstOf(found.places('asked child'), found.places('asked other'));
}

/** Somebody of one's own is named; not whoever is spoken to ("my friend"), nor "somebody else". */
export function namesKin(words: readonly string[]): boolean {
  const found = withoutDenied(signs.find(words));
  if (found.has('is kin')) return true;
  return [...found.places('child'), ...found.places('other')].some(
    ({ first, last }) => !words.slice(first, last + 1).some((word) => noKin.has(word)),
  );
}
const noKin = new Set('friend rafiki bro ndugu person else mwingine mwengine him her'.split(' '));

function firstOf(child: readonly Place[], other: readonly Place[]): { value: ForWhom; place: Place } | null {
  const [kid] = child.toSorted((a, b) => a.last - b.last);
  const [kin] = other.toSorted((a, b) => a.last - b.last);
  if (kid && (!kin || kid.last <= kin.last)) return { value: 'child', place: kid };
  return kin ? { value: 'other', place: kin } : null;
}
