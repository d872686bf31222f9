import { cutWords } from './cut-words.ts';
import { withoutDenied } from './found-signs.ts';
import { child, mtoto, ndugu, other } from './read-for-whom.ts';
import { compileSigns, phrases } from './signs.ts';

const severalSigns = compileSigns(
  {
    several: phrases(`
      #number #people, both|all of? my|our|the? #people, my|our|the|for children|kids|twins|babies|parents, for twins|children|kids,
      watoto|wazazi|pacha|mapacha #own, #own watoto, mapacha, watoto|watu|wazazi|wagonjwa|wote wawili|watatu|wanne|watano|2|3|4, wanangu wawili|watatu|wanne|2|3|4|wote, kwa|za|ya wanangu|watoto,
      sisi|sote|wote wawili|watatu|wanne, both|two|three of us|them, us|them both, us two,
      me|myself|mimi|mwenyewe|yangu|mine and|na|n|plus|pamoja for|ya|na|kwa|wa? my|our|the? #kin, #kin #own? and|na me|i|myself|mimi|yangu|mine,
      my #kin and|na|n|plus for? my|our? #kin, #kin wangu|yangu|wetu na #kin wangu|yangu|wetu|wake|yake,
      #number #visits, #visits mbili|tatu|nne|2|3|4, book|nibook|weka two|three|both|wote|mbili,
      and|also|plus|na|pamoja for|ya|kwa|na? my|our? #kin too|also|pia|vilevile, also for my|our #kin, and for my|our #kin, na ya|kwa #kin, #kin pia
    `),
    'other one.not': phrases(
      '#kin vaccination|vaccine|vaccines|immunization|immunisation|jab|chanjo|checkup|clinic|visit|appointment|booking, #kin ya chanjo',
    ),
    'several.not': phrases(`
      do|can|does you|u|the|dr|doctor|clinic .. kids|children, mna|mko|mnatibu|mnahudumia .. watoto, daktari|doctor|dentist|clinic|kliniki|chanjo|ward|specialist ya|wa|za|for|of watoto|children|kids,
      childrens|kids clinic|doctor|ward|dentist, kids|babies tooth|teeth|eye|eyes|jab|vaccine|vaccination, mother|mama and|na #baby clinic|checkup, in|by|at|for|within #number days|weeks|hours,
      with my|our|the? #number? #people, i have|nina|tuna|niko na? #number? #people, have|nina|tuna|niko watoto #number, watoto wawili|watatu .. mmoja, #kin and|na #kin told|said|asked|recommended|referred|want|wanted, nitakuja|nikuje|nije na, i have|nina|tuna .. #visits
    `),
    'other one': phrases(`
      other|another|second|third|2nd|3rd #kin, #kin #own? mwingine|mwengine|ingine|wengine, #kin #own? wa pili|tatu, mwanangu mwingine
    `),
  },
  {
    kin: `${child} ${other} ${mtoto} ${ndugu} mwanangu mwanetu mamangu babangu`.replaceAll('|', ' '),
    baby: 'baby mtoto child',
    people:
      'children kids babies sons daughters boys girls people persons patients adults siblings brothers sisters friends members watoto watu',
    number: 'two three four five both 2 3 4 5',
    own: 'wangu wetu zangu zetu yangu yetu',
    visits: 'appointments appointment visits slots bookings miadi nafasi slot',
  },
);

/** "My other child", "mtoto mwingine": perhaps another than the one whom we know. */
export function saysOtherOne(text: string): boolean {
  return withoutDenied(severalSigns.find(cutWords(text).map(({ word }) => word))).has('other one');
}

/** A visit is wanted for more than one: one is booked at a time, and none must be forgotten. */
export function saysSeveral(text: string): boolean {
  return withoutDenied(severalSigns.find(cutWords(text).map(({ word }) => word))).has('several');
}
