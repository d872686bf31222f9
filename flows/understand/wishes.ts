import type { Intent } from '../vocabulary.ts';
import { fillers } from './lexicon.ts';
import { containsPhrase, normalise, wordsIn } from './normalise.ts';

/** What a patient wants done with a visit, and about themselves: words and phrases, normalised, English, Swahili and mixed. */

type Wish = Extract<Intent, 'move' | 'cancel' | 'list' | 'person' | 'details' | 'not_me'>;

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Anywhere in a message. */
const anywhere: Readonly<Record<Wish, { words: ReadonlySet<string>; phrases: readonly string[] }>> = {
  move: {
    words: list(
      'reschedule rescheduling rescedule reshedule postpone kureschedule nireschedule nirescheduleie kupostpone nipostpone ' +
        'ahirisha kuahirisha niahirishe niahirishie sogeza kusogeza nisogeze nisogezee nibadilishie',
    ),
    phrases: [
      ...['change my appointment', 'change the appointment', 'change my visit', 'change my booking'],
      ...['change the time', 'change the date', 'change the day', 'change time', 'change date', 'change day'],
      ...['move my appointment', 'move my visit', 'move my booking', 'move the appointment', 'move it'],
      ...['shift my appointment', 'shift my visit', 'push my appointment', 'come another day instead'],
      ...['badilisha miadi', 'kubadilisha miadi', 'badili miadi', 'kubadili miadi', 'nibadilishe miadi'],
      ...['badilisha siku', 'kubadilisha siku', 'badilisha saa', 'kubadilisha saa', 'badilisha tarehe'],
      ...['kubadilisha tarehe', 'kubadili siku', 'kubadili saa', 'kubadili tarehe', 'kuhamisha miadi'],
      ...['hamisha miadi', 'kubadilisha appointment', 'badilisha appointment', 'kuchange appointment'],
      ...['kubadilisha booking', 'kubadilisha wakati', 'badilisha wakati', 'kuchange date', 'kuchange time'],
    ],
  },
  cancel: {
    words: list(
      'cancel cancell cancle canceling cancelling kucancel nicancel nicancelie icancel futa kufuta nifutie nifute ghairi ' +
        'kughairi nighairi nighairie batilisha kubatilisha sitakuja sitafika hatutakuja',
    ),
    phrases: [
      ...['siwezi kuja', 'sitaweza kuja', 'sitaweza kufika', 'siwezi kufika', 'sitoweza kuja', 'sita kuja'],
      ...['wont come', 'cant come', 'cannot come', 'not coming', 'wont make it', 'cant make it', 'call off'],
      ...['cannot make it', 'will not come', 'will not make it', 'unable to come', 'not be coming'],
      ...['not able to come', 'wont be coming', 'wont be able to come', 'no longer coming'],
    ],
  },
  list: {
    words: new Set(),
    phrases: [
      ...['when is my', 'what time is my', 'what day is my', 'when am i', 'where is my appointment'],
      ...['my appointments', 'my visits', 'my bookings', 'show my', 'see my', 'view my', 'check my'],
      ...['do i have an appointment', 'do i have a visit', 'do i have an appt', 'do i have any'],
      ...['miadi zangu', 'lini miadi', 'miadi yangu ni lini', 'miadi yangu lini', 'ni lini miadi'],
      ...['appointment yangu ni lini', 'appointment zangu', 'booking yangu ni', 'miadi yangu ni saa'],
      ...['nina miadi', 'niko na miadi', 'niko na appointment', 'nina appointment', 'nakuja lini'],
      ...['ona miadi', 'kuona miadi', 'angalia miadi', 'kuangalia miadi', 'nionyeshe miadi', 'kujua miadi'],
    ],
  },
  person: {
    words: list('receptionist mhudumu wahudumu agent operator human'),
    phrases: [
      ...['talk to a person', 'talk to someone', 'talk to somebody', 'speak to someone', 'speak to a person'],
      ...['speak to somebody', 'speak with someone', 'talk with someone', 'real person', 'talk to staff'],
      ...['customer care', 'customer service', 'call me', 'talk to reception', 'talk to the doctor'],
      ...[
        'talk to a doctor',
        'speak to a doctor',
        'speak to the doctor',
        'talk to a nurse',
        'chat with someone',
      ],
      ...['kuongea na mtu', 'niongee na mtu', 'ongea na mtu', 'kuzungumza na mtu', 'kuongea na daktari'],
      ...['kuongea na nurse', 'kuongea na mtu wa', 'kutalk na mtu', 'nitalk na mtu', 'kuspeak na mtu'],
      ...['nipigie', 'nipigieni', 'mnipigie', 'niunganishe na', 'mtu anisaidie', 'mtu wa kunisaidia'],
    ],
  },
  details: {
    words: new Set(),
    phrases: [
      ...['my details', 'change my name', 'change my number', 'change my phone', 'correct my name'],
      ...['my name is wrong', 'name is wrong', 'wrong name', 'misspelled my name', 'new number is'],
      ...['new phone number', 'changed my number', 'update my name', 'update my number', 'change name'],
      ...['badilisha jina', 'kubadilisha jina', 'rekebisha jina', 'kurekebisha jina', 'jina limekosewa'],
      ...['jina langu limekosewa', 'jina langu si', 'badilisha namba', 'kubadilisha namba', 'namba mpya'],
      ...['nimebadilisha namba', 'taarifa zangu', 'details zangu', 'maelezo yangu', 'kubadili jina'],
    ],
  },
  not_me: {
    words: new Set(),
    phrases: [
      ...['wrong number', 'wrong person', 'wrong no', 'not my appointment', 'i am not a patient'],
      ...['umekosea namba', 'mmekosea namba', 'umekosea number', 'mmekosea number', 'namba si yake'],
      ...['namba siyo yake', 'simjui', 'hamnijui', 'mimi si mgonjwa', 'umekosa namba', 'umekosea nambari'],
      ...['mmekosea nambari', 'wrong namba'],
    ],
  },
};

/** Too little to mean it in the midst of something else: the whole message, fillers aside. */
const whole: Readonly<Record<Wish, ReadonlySet<string>>> = {
  move: new Set(['move', 'change', 'badilisha', 'badili']),
  cancel: new Set(['end', 'quit', 'acha', 'toka']),
  list: new Set([
    ...['my appointment', 'my visit', 'my booking', 'visits', 'appointments', 'when is it'],
    ...['miadi yangu', 'appointment yangu', 'booking yangu'],
  ]),
  person: new Set([
    ...[
      'person',
      'a person',
      'someone',
      'somebody',
      'staff',
      'reception',
      'talk to person',
      'speak to person',
    ],
    ...['mtu', 'mapokezi', 'nataka mtu', 'nataka kuongea', 'nataka kuongea nanyi', 'talk', 'live chat'],
  ]),
  details: new Set(['details', 'my name', 'my number', 'jina langu', 'namba yangu', 'taarifa', 'maelezo']),
  not_me: new Set([
    ...['not me', 'its not me', 'it is not me', 'this is not me', 'thats not me'],
    ...['sio mimi', 'si mimi', 'siyo mimi', 'huyo sio mimi', 'huyo si mimi', 'si yangu', 'sio yangu'],
  ]),
};

const denials: readonly string[] = [
  ...['dont cancel', 'do not cancel', 'not cancel', 'dont want to cancel', 'never cancel'],
  ...[
    'usifute',
    'msifute',
    'usicancel',
    'msicancel',
    'usighairi',
    'msighairi',
    'sitaki kufuta',
    'sitaki kucancel',
  ],
];

/** Whole messages, with nothing beside them. */
const exact = {
  opt_out: new Set(['stop', 'stopall', 'stop all', 'unsubscribe', 'ondoka', 'sitisha']),
  opt_in: new Set(['start', 'anza']),
} as const;

const wishes = Object.keys(anywhere) as Wish[];

/** What of this a message means. `said` is normalised. */
export function readWishes(said: string): ReadonlySet<Intent> {
  const words = wordsIn(said);
  const bare = words.filter((word) => !fillers.has(word)).join(' ');
  const found = new Set<Intent>(
    wishes.filter(
      (wish) =>
        whole[wish].has(said) ||
        whole[wish].has(bare) ||
        words.some((word) => anywhere[wish].words.has(word)) ||
        anywhere[wish].phrases.some((phrase) => containsPhrase(said, phrase)),
    ),
  );
  if (!isBrief(said)) found.delete('not_me');
  if (denials.some((phrase) => containsPhrase(said, phrase))) found.delete('cancel');
  for (const intent of ['opt_out', 'opt_in'] as const) {
    if (exact[intent].has(said)) found.add(intent);
  }
  return found;
}

/** "Wrong number" costs a family its visits here: a sentence that only speaks of one ("I gave the wrong number last time") is none. */
const MOST_WORDS = 6;

function isBrief(said: string): boolean {
  return said.split(' ').length <= MOST_WORDS;
}

/** "Wrong number", and not only "not me", which may answer the question for whom a visit is. */
export function namesWrongNumber(text: string): boolean {
  const said = normalise(text);
  return isBrief(said) && anywhere.not_me.phrases.some((phrase) => containsPhrase(said, phrase));
}
