import { cutWords } from './cut-words.ts';
import { withoutDenied } from './found-signs.ts';
import { child, mtoto, ndugu, other } from './read-for-whom.ts';
import { compileSigns, phrases } from './signs.ts';

/** Of a visit that there is: whose it is, or only why it is to be another. */

const visits =
  'appointment appointments appt apointment visit visits booking bookings slot miadi checkup clinic kliniki chanjo jab jabs vaccine vaccination vaccinations dental meno teeth tooth eye eyes macho session review';

const whoseSigns = compileSigns(
  {
    whose: phrases(`
      #ones #visits, #ones _ #visits, #ones _ _ #visits, #ones $, #ones one|to|on|please|pls|plz|tafadhali|from|iwe|hadi|instead|only|not,
      #kin #visits, for my|our|the? #kin, for my|our _ #kin, for him|her|them,
      #visits #mine? ya|za|la|kwa|wa #kin, #visits _ ya|za|kwa|wa #kin, #visits ya|za _ ya|za|wa #kin, #visits #kin,
      ile|hiyo|hio|zile ya|za #kin, ^ ya|za #kin,
      #change my|our|the? #kin, #change ya|za|la #kin, #change _ ya|za #kin, #change hers|his|theirs, #visits yake|zake|yao,
      yake|zake #visits, her|his|their #visits, her|his _ #visits,
      bring my|our|the? #kin, bring him|her|them, kumleta, kuwaleta, nimlete, tumlete, ~let #kin
    `),
    // "Cancel my son is sick": written in one go, they are two things.
    'whose.not': phrases(`
      #kin wangu|yangu|wetu|yetu? is|was|are|were|has|had|have|got|fell|ni|si|yuko|yupo|ako|mgonjwa|wagonjwa|sick|ill|unwell|died|passed|ana*|ame*|ali*|haj*,
      book|nibook|weka|niwekee|need|want .. for|ya|kwa my|our|the? #kin, sababu|ajili|shule|hali|mazishi|matanga|harusi|mtihani|graduation|school ya|wa #kin, because|cause|due .. #kin, bring .. school|shule|hospital
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
      bring|bringing my|our|him|her|them
    `),
  },
  {
    visits,
    kin: `${child} ${other} ${mtoto} ${ndugu} mwanangu mwanetu wanangu mamangu babangu dadangu kakangu`.replaceAll(
      '|',
      ' ',
    ),
    ones: 'childs babys kids sons daughters boys girls mums moms mothers mamas dads fathers wifes husbands sisters brothers friends aunts uncles grandmas grandmothers grandfathers childrens twins mtotos',
    mine: 'yangu yake yetu hiyo ile',
    change:
      'cancel move reschedule change postpone shift push futa ghairi hamisha sogeza badilisha ahirisha confirm ~cancel ~fut ~ghair ~ghairi ~hamish ~sogez ~badilish ~ahirish ~ahirishi ~futi',
  },
);

/** `comes`: what is said is that somebody will come; else that somebody does not, or at another time. */
export function saysWhose(text: string, comes: boolean): boolean {
  const { has } = withoutDenied(whoseSigns.find(cutWords(text).map(({ word }) => word)));
  if (has('own')) return false;
  return has('whose') || has('booked') || has(comes ? 'comes' : 'cannot');
}
