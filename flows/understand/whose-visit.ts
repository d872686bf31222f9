import { cutWords } from './cut-words.ts';
import { withoutDenied } from './found-signs.ts';
import { child, mtoto, ndugu, other } from './read-for-whom.ts';
import { compileSigns, phrases } from './signs.ts';

/** Of a visit that there is: whose it is, or only why it is to be another. */

const visits =
  'appointment appointments appt apointment visit visits booking bookings slot miadi checkup clinic kliniki chanjo jab jabs vaccine vaccination vaccinations dental meno teeth tooth eye eyes macho session review';

const ones =
  'childs babys kids sons daughters boys girls mums moms mothers mamas dads fathers wifes husbands sisters brothers friends aunts uncles grandmas grandmothers grandfathers childrens twins mtotos';
/** "Son's", as it was written: the words are cut without it. */
const genitive = new RegExp(`\\b(${ones.replaceAll('s ', '|').slice(0, -1)})['‘’ʼ\`]s\\b`, 'i');

const whoseSigns = compileSigns(
  {
    whose: phrases(`
      #ones #visits, #ones _ #visits, #ones _ _ #visits, #ones one,
      #kin #visits, for my|our|the? #kin, for my|our _ #kin, for him|her|them,
      #visits #mine? ya|za|la|kwa|wa #kin, #visits _ ya|za|kwa|wa #kin, #visits ya|za _ ya|za|wa #kin, #visits #kin,
      ile|hiyo|hio|zile ya|za #kin, ^ ya|za #kin,
      #change my|our|the? #kin, #change ya|za|la #kin, #change _ ya|za #kin, #change hers|his|theirs, #visits yake|zake|yao,
      yake|zake #visits, her|his|their #visits, her|his _ #visits,
      bring my|our|the? #kin, bring him|her|them, kumleta, kuwaleta, nimlete, tumlete, ~let #kin
    `),
    /** "Cancel my son's": more than one son, where no apostrophe says otherwise. */
    'whose.short': phrases('#ones $, #ones to|on|please|pls|plz|tafadhali|from|iwe|hadi|instead|only|not'),
    'whose.short.not': phrases('with|at|on my|our|the? #ones'),
    // "Cancel my son is sick": written in one go, they are two things.
    'whose.not': phrases(`
      #kin wangu|yangu|wetu|yetu? is|was|are|were|has|had|have|got|fell|ni|si|yuko|yupo|ako|mgonjwa|wagonjwa|sick|ill|unwell|died|passed|ana*|ame*|ali*|haj*,
      book|nibook|weka|niwekee|need|want .. for|ya|kwa my|our|the? #kin, sababu|ajili|shule|hali|mazishi|matanga|harusi|mtihani|graduation|school ya|wa #kin, because|cause|due .. #kin, bring|take|taking|drop|dropping|pick|picking .. school|shule|skul|hospital, kumleta|kuwaleta|~let .. kutoka|toka|shule|skul|school,
      with|at|on my|our|the? #ones, #visits is|ni|iko .. that|same day|time, #visits is|ni|iko .. siku hiyo|hio|iyo, have|nina|tuna|ana|niko|yuko|ako .. #visits .. that|same day, nina|tuna|ana|niko|yuko|ako .. #visits .. siku hiyo|hio|iyo
    `),
    own: ['mine'],
    'own.not': ['of mine'],
    booked: phrases(`
      #kin is|was|are|were booked|scheduled|supposed|due|meant, #kin has|had|have an? #visits, #kin wangu|yangu|wetu|yetu? ana|alikuwa|ako|yuko na? #visits,
      #kin wangu|yangu|wetu|yetu? alikuwa aje
    `),
    cannot: phrases(`
      #kin wangu|yangu|wetu|yetu? cant|cannot|wont|couldnt|not .. come|coming|make|attend|be|reach, #kin will|is not .. come|coming|make|attend|be, #kin will miss,
      #kin wangu|yangu|wetu|yetu? hawezi|hataweza|hatoweza|hatakuja|hakuji|haji|hatafika|hafiki|hatakuwepo|hatakuwa|hawatakuja|hawawezi|hawataweza|atakosa
    `),
    comes: phrases(`
      #kin will|is be? there|come|coming|attend, #kin wangu|yangu|wetu|yetu? atakuja|atafika|atakuwepo|atakuwa|watakuja|watafika|anakuja, nitamleta|tutamleta|namleta|ntamleta,
      bring my|our|him|her|them
    `),
    // "I will come for my son": said of his visit all the same.
    'of them': phrases(
      '#ones #visits, #ones _ #visits, #visits #mine? ya|za|la|kwa|wa #kin, for my|our #kin, confirm ya|za #kin',
    ),
    'of them.not': phrases(
      'after|before|from|kabla|baada|kutoka .. #ones|#kin #visits, book|nibook|weka|niwekee|need|want .. for|ya|kwa my|our|the? #kin',
    ),
    // "I will come, my husband is coming too": they are along.
    'comes.own': phrases(`
      i|we will|shall come|be|attend|make, ill|well come|be, i am coming, im coming, we are coming, nitakuja|tutakuja|ntakuja|nitafika|tutafika|ntafika|nitakuwepo|tutakuwepo|nakuja|tunakuja|naja, i confirm,
      with my|our|the? #kin, with me|us, bring|bringing|brings|drop|dropping|drive|driving|escort|accompany|accompanying me|us, bringing .. along, atanileta|atatuleta|ananileta|watanileta|atanipeleka|atanisindikiza,
      #kin wangu|yangu|wetu|yetu? is|will|was|are? coming|come|be|atakuja|anakuja|there too|also|pia|along|nami|nasi, #kin wangu|yangu|wetu|yetu? too|also|pia|vilevile, #kin and i|me, pia|too|also #kin
    `),
  },
  {
    visits,
    kin: `${child} ${other} ${mtoto} ${ndugu} mwanangu mwanetu wanangu mamangu babangu dadangu kakangu`.replaceAll(
      '|',
      ' ',
    ),
    ones,
    mine: 'yangu yake yetu hiyo ile',
    change:
      'cancel move reschedule change postpone shift push futa ghairi hamisha sogeza badilisha ahirisha confirm ~cancel ~fut ~ghair ~ghairi ~hamish ~sogez ~badilish ~ahirish ~ahirishi ~futi',
  },
);

/** `comes`: what is said is that somebody will come; else that somebody does not, or at another time. */
export function saysWhose(text: string, comes: boolean): boolean {
  const { has } = withoutDenied(whoseSigns.find(cutWords(text).map(({ word }) => word)));
  if (has('own')) return false;
  if (comes && has('comes.own')) return has('of them');
  return (
    has('whose') ||
    (has('whose.short') && genitive.test(text)) ||
    has('booked') ||
    has(comes ? 'comes' : 'cannot')
  );
}
