/** Words that change no meaning, and those that tell a language. Normalised; English, Swahili, and how both are typed. */

const list = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Said for politeness, or to nobody: they change no meaning. */
export const fillers = list(
  'please pls plz kindly tafadhali tafadhal tafadhari naomba naeza dear sir madam maam doctor doc daktari dr sister nurse dada kaka ' +
    'boss mkuu bwana mama there team all everyone sana na and the so very much a lot jamani nyote wote you u',
);

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
