/**
 * How it is said that a time does not suit, in English, Swahili and both: "siwezi", "I'm at work", "Monday no". Patterns of the words between two times, as
 * denied.ts cuts them: lower case, one space between words.
 */

const any = (...ways: readonly string[]) => `(?:${ways.join('|')})`;
const anyOf = (words: string) => any(...words.split(' '));

const come = any(
  anyOf(
    'kuja kukuja kufika fika kuhudhuria kupatikana kuwepo kam kucome kumake come make do manage attend stay reach',
  ),
  ...['make it', 'get there', 'be (?:there|available|free|around)'],
);
const cannot = any(
  anyOf(
    'siwezi siezi siwez siez siwes cwezi swezi sitaweza sitawez sitawes sitaeza staweza sitoweza hatuwezi hatuezi hatutaweza nitashindwa ntashindwa',
  ),
  '(?:(?:i|we) )?(?:cant|cannot|can not)',
  '(?:(?:i|we) )?(?:wont|will not) be able to',
  '(?:(?:im|i am|am|we are) )?(?:unable|not able) to',
);
const notFree = any(
  '(?:(?:im|i am|am|we are) )?not (?:available|free|around|in town)',
  '(?:(?:i|we) )?(?:wont|will not) be (?:available|free|around|in town)',
  'sin?takuwa (?:available|free|around|mjini|na nafasi|na time|na muda)',
  '(?:sita|hatuta|si)patikan[ai]',
  'sina (?:nafasi|time|muda)',
);
const subject = any(
  ...[
    'im',
    'i am',
    'am',
    'i will be',
    'i shall be',
    'ill be',
    'we are',
    'we will be',
    'well be',
    'i have',
    'i go to',
  ],
  anyOf(
    'niko nipo nko nitakuwa ntakuwa nitakua ntakua nakuwa tuko tupo tutakuwa nina naenda nitaenda ntaenda',
  ),
  'huwa (?:niko|nakuwa|naenda)',
);
const occupied = any(
  '(?:at|in)(?: the| a| my)? (?:work|school|church|college|campus|uni|office|job|class|meetings?|wedding|funeral|exams?)',
  '(?:(?:very|so|a bit|really) )?(?:busy|buzy|bze|bize|bizi|bzy)(?: sana)?',
  ...['away', 'travell?ing', 'out of (?:town|nairobi|the country)', 'on (?:duty|shift)', 'working'],
);
const place = anyOf(
  'kazi kazini job shule shuleni skul school kanisani church chuo chuoni ofisini class work safarini upcountry ushago shags kikao mkutano meeting mtihani exam exams harusi wedding mazishi matanga funeral shughuli duty',
);
const often = '(?:(?:usually|always|normally|mostly|often|still|kila siku|huwa) )?';
const child = '(?:(?:my (?:son|daughter|child|kid|baby)|mtoto(?: wangu)?|he|she) )?';
const away = any(
  `(?:${subject} )?${often}${occupied}`,
  `${child}(?:is|has|hes|shes|yuko|ako|yupo|atakuwa|anakuwa|huwa) (?:(?:at|in|kwa|na) )?(?:school|shule|shuleni|skul|class|exams?|nursery|playgroup)`,
  `${subject} (?:(?:kwa|na|a|an) )?${place}`,
  anyOf('nasafiri ninasafiri nitasafiri ntasafiri'),
);
const works = any(
  '(?:i|we) (?:(?:always|usually|normally) )?work',
  '(?:huwa )?(?:nafanya|ninafanya|nitafanya|ntafanya|tunafanya|nafanyaga) (?:kazi|job)',
);
const unable = any(`${cannot}(?: ${come})?`, notFree, away, works);
const absent = anyOf('siko sipo sitakuwepo hatuko hatupo hatutakuwepo sitakuwa');
const unsuitable = any(
  '(?:(?:is|are|ni|iko|itakuwa|will be) )?(?:impossible|ngumu|not (?:possible|good|ok|okay|convenient|suitable)|difficult|hard|too early|too late)',
  '(?:(?:does|do|will) not|doesnt|dont|wont) (?:work|suit|fit)',
  'isnt (?:possible|good|ok|okay|convenient)',
  '(?:ni )?mapema(?: (?:sana|mno|kidogo))?|(?:si|sio|haiko|haitakuwa|haiwezi kuwa) (?:sawa|poa|nzuri|vizuri)',
  '(?:is )?(?:(?:a bit|bit|very|so|quite) )?(?:early|late|inconvenient)|is bad|clashes(?: with .*)?',
  '(?:wont|wouldnt|cant|will not) be (?:ok|okay|good|fine|possible|convenient)',
  anyOf('haiwezekani haitawezekana haifai hainifai haitanifaa haitafaa haiwork hainiwork haitawork'),
);
const refused = any(
  anyOf('not si sio siyo except isipokuwa sitaki hatutaki'),
  '(?:i )?(?:dont|do not) want',
  '(?:please )?(?:dont|do not) (?:put|book|schedule|give) (?:me|us|him|her)',
  '[um]si(?:ni|tu)(?:wek|pang|pe|pat|book|andik|chagu)[a-z]*(?: (?:miadi|nafasi|appointment))?',
  'any ?(?:day|time) (?:but|except for|except|apart from|besides)',
  'siku yoyote (?:ila|isipokuwa|kasoro)',
);
const lead = any(
  anyOf(
    'no hapana la sorry samahani pole unfortunately sadly but lakini ok okay actually mimi me ah oh aki jameni please tafadhali',
  ),
  ...[
    'asante(?: sana)?',
    'thanks',
    'thank you',
    'good (?:morning|afternoon|evening)',
    'hi',
    'hello',
    'habari',
  ],
  ...['kwa (?:kweli|bahati mbaya|upande wangu)', 'kusema kweli', 'i think', 'nadhani', 'by the way'],
);
const preposition = any(anyOf('on at in for the this any siku ya za hiyo hio during'), 'wakati wa');
const tail = any(
  anyOf(
    'please pls tafadhali sorry samahani me mimi us kwangu kabisa bana jameni too pia unfortunately though',
  ),
  ...['asante(?: sana)?', 'thanks', 'thank you', 'sawa', 'for (?:me|us)', 'at all', 'to come', come],
);
const reason = `${any('because', 'coz', 'cause', 'since', 'as', 'sababu', 'kwa sababu', 'juu')} .*`;

/** Some of it stands in every message that denies a time: most have nothing of it. */
export const anywhere = new RegExp(
  `\\b${any(unable, absent, unsuitable, refused, place, anyOf('working no hapana nope hakuna'))}\\b`,
);
/** Before a time that they deny. */
export const before = new RegExp(
  `^(?:.*\\b(?:but|lakini) )?(?:${lead} )*${any(unable, absent, refused)}(?: ${preposition})*$`,
);
/** "Not morning 3 pm" may be that hour. */
export const refusing = new RegExp(`^(?:${lead} )*${refused}(?: ${preposition})*$`);
/** Behind one. */
export const behind = new RegExp(
  `^(?:${any(anyOf('but lakini mimi me huwa'), 'siku hiyo', 'that day')} )*${any(unable, absent, unsuitable, anyOf('no hapana nope'))}(?: ${tail})*(?: ${reason})?$`,
);
/** Before a time of which the words behind it tell. */
export const plain = new RegExp(`^(?:${any(lead, preposition, 'and', 'so', 'na')}(?: |$))*$`);
/** Before "until four": somebody is kept till then, or cannot before it. */
export const until = new RegExp(
  `^(?:${lead} )*${any(unable, `(?:${subject} )?(?:at )?${any(place, 'working')}`)}(?: kila siku)?(?: ${preposition})*$`,
);
/** Whoever is there then is not said to be so before it: "evening, I'm at work in the morning". */
export const elsewhere = new RegExp(`^${any(away, works)}$`);
/** Behind a denial: what is asked for after all. */
export const excepting =
  /^(?:(?:but|lakini) )?(?:except|except for|ila|isipokuwa|kasoro|unless|apart from)(?: |$)/;
/** Between two times of which one thing is said. */
export const joining = /^(?:na|and|n|au|or|ama|wala|nor)$/;
/** Another wish, that it does suit, or a visit that there is. */
export const wish =
  /\b(?:can|could|may|naweza|naeza|tunaweza|nataka|naomba|want|need|book|prefer|free|fine|ok|okay|works|sawa|poa|inafaa|better|yes|ndio|instead|but|lakini|so|basi|afadhali|labda|maybe|nitakuja|how about|what about|vipi|unless|until|till|til|hadi|mpaka|adi|from|kuanzia|except|ila|isipokuwa|tu|pekee|only|checkup|appointment|visit|miadi|kliniki|clinic|daktari|doctor|agreed)\b/;

/** Between the pieces of one time. */
export const within = new RegExp(`^(?:${any(preposition, 'na', 'and', 'of')}(?: |$))*$`);
/** Where it stands within one, there are two. */
export const parting = new RegExp(`\\b${any(cannot, away, works, 'unless')}\\b`);
