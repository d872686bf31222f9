import type { Intent } from '../vocabulary.ts';

/** The words of each intent, normalised (no accents, apostrophes or capitals). English, Swahili, and how both are typed. */

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Said for politeness, or to nobody: they change no meaning. */
export const fillers = list(
  'please pls plz kindly tafadhali tafadhal tafadhari naomba naeza dear sir madam maam doctor doc daktari dr sister nurse dada kaka ' +
    'boss mkuu bwana mama there team all everyone sana na and the so very much a lot jamani nyote wote you u',
);

/** Whole messages, fillers aside. */
export const commands: Readonly<Partial<Record<Intent, ReadonlySet<string>>>> = {
  menu: new Set([
    ...[
      'menu',
      'main menu',
      'show menu',
      'go to menu',
      'back to menu',
      'home',
      'start over',
      'restart',
      'exit',
    ],
    ...['menyu', 'menyu kuu', 'mwanzo', 'rudi mwanzo', 'orodha', 'anza upya', 'anza tena', 'rudi kwa menyu'],
    // Words that some providers take as an opt-out: to us they mean "leave what we are doing".
    ...['cancel', 'end', 'quit', 'acha', 'toka'],
  ]),
  back: new Set([
    ...['back', 'go back', 'previous', 'step back'],
    ...['rudi', 'rudi nyuma', 'nyuma', 'turudi', 'turudi nyuma', 'nirudishe', 'nirudishe nyuma'],
  ]),
  help: new Set([
    ...['help', 'help me', 'i need help', 'can help me', 'how does this work'],
    ...['msaada', 'nisaidie', 'nisaidieni', 'saidia', 'nahitaji msaada', 'usaidizi'],
  ]),
  yes: new Set([
    ...['yes', 'yeah', 'yep', 'yap', 'yes yes', 'ok', 'okay', 'okey', 'sure', 'fine', 'correct', 'alright'],
    ...[
      'ndiyo',
      'ndio',
      'ndo',
      'eeh',
      'ee',
      'eh',
      'naam',
      'sawa',
      'sawa sawa',
      'sawasawa',
      'poa',
      'haya',
      'sawa basi',
    ],
  ]),
  no: new Set(['no', 'nope', 'nah', 'no thanks', 'hapana', 'la', 'la hasha', 'sio', 'siyo', 'hapana asante']),
};

/** A message of these words alone, with one of the core among them. */
export const greeting = {
  core: list(
    'hi hey hello hallo helo hae hy morning afternoon evening habari habarini hujambo hamjambo jambo mambo vipi niaje sasa ' +
      'shikamoo shikamo salama salaam salaams asalaam hodi',
  ),
  around: list(
    'good how are ya za yako zenu gani leo asubuhi mchana jioni usiku today doing aleikum alaykum poa hapo huko',
  ),
};

export const thanks = {
  core: list(
    'thanks thank thankyou thanx thx tnx asante ahsante asanteni ahsanteni asanti shukran shukrani nashukuru tunashukuru',
  ),
  around: list(
    'again your for help service kwa huduma yako yenu msaada wako god bless mungu awabariki akubariki ok okay sawa',
  ),
};

/** Anywhere in a message. */
export const bookPhrases: readonly string[] = [
  ...[
    'book',
    'booking',
    'bookings',
    'appointment',
    'appointments',
    'apointment',
    'appoitment',
    'appointmnt',
    'appt',
  ],
  ...[
    'see a doctor',
    'see the doctor',
    'see doctor',
    'see a dentist',
    'see the dentist',
    'to visit',
    'want to come',
    'reserve',
  ],
  ...[
    'miadi',
    'nibook',
    'kubook',
    'nibookie',
    'tubook',
    'nibuku',
    'buku',
    'naomba nafasi',
    'nataka nafasi',
    'nipate nafasi',
  ],
  ...[
    'kuona daktari',
    'kumuona daktari',
    'kumwona daktari',
    'nione daktari',
    'nimuone daktari',
    'nimwone daktari',
  ],
  ...['nataka kuja', 'ningependa kuja', 'kupata nafasi', 'kuonana na daktari'],
];

/** With these about, "my appointment" is one that is there already. */
export const notBooking = list(
  'cancel cancelled move reschedule change postpone shift not dont wont cant missed when remind ' +
    'futa ghairi ahirisha sogeza badilisha kufuta kughairi kuahirisha kusogeza kubadilisha ' +
    'nifutie nibadilishie sitaki siwezi sitakuja lini',
);

export const languageWords = {
  language_en: list('english kiingereza kizungu eng'),
  language_sw: list('swahili kiswahili'),
};

/** Beside the name of a language in a message that asks for it. */
export const aroundLanguage = list(
  'in to use speak switch change language lugha kwa nataka ongea tumia badilisha kuwa i want prefer can we me tuongee iwe weka write',
);

/** Beside the name of a choice. */
export const aroundChoice = list(
  'i id want need like would to for my me at on in of with by go take pick choose get see is it that this one number ' +
    'nataka ningependa nahitaji naomba ya wa la za cha kwa ile hiyo huyo nipe nichagulie nachagua ni katika pale mimi yangu',
);

/** Words that tell which language somebody writes: the frequent ones, and those that clinics hear. */
export const languageMarks = {
  en: list(
    'i my me you your we the a an is are was to for of on at in and or with please hello hi hey thanks thank want need would like ' +
      'book booking appointment doctor today tomorrow morning afternoon evening yes no help back when what time day next week child ' +
      'how good see visit can have come english who where another other',
  ),
  sw: list(
    'na ya wa za la cha kwa ni si mimi wewe yangu wangu langu yako wako nataka ningependa naomba tafadhali habari hujambo mambo vipi ' +
      'niaje shikamoo jambo asante ahsante miadi daktari leo kesho keshokutwa asubuhi mchana jioni usiku ndiyo ndio hapana sawa eeh ' +
      'msaada rudi nyuma lini saa siku wiki mtoto mwanangu kuona kuja nafasi kliniki hospitali kiswahili nani wapi nina niko naweza ' +
      'nibook kubook menyu mwanzo orodha karibu tarehe jumatatu jumanne jumatano alhamisi ijumaa jumamosi jumapili',
  ),
};
