import type { FoundSigns } from './found-signs.ts';

/**
 * Thanks and greetings of more words than small-talk.ts knows ("thank you nurse for the kindness last week"): the message begins or
 * ends with them, and nothing in it is wanted, asked, denied or complained of.
 */

const setOf = (words: string) => new Set(words.split(' '));
const thanking = setOf(
  'thanks thank thankyou thx thanx asante ahsante asanteni ahsanteni shukran shukrani nashukuru tunashukuru nawashukuru nakushukuru ninashukuru twashukuru grateful appreciate appreciated barikiwa mbarikiwe',
);
const greeting = setOf(
  'hi hey hello hallo habari hujambo hamjambo salaam salam salamu salaamu shikamoo shikamooni mambo niaje hodi sasa vipi morning afternoon evening',
);
/** Of such words a message says more than a kindness. */
const other = setOf(
  'want need like wish can could may will would please pls tafadhali naomba nataka nahitaji ningependa nipe nipeni naweza naeza mnaweza but lakini ila not dont ' +
    'never nothing sio si bado still when what where which who how why lini ngapi wapi gani nini nani vipi je kama if bad useless stupid serious rude slow mbaya wezi waste ' +
    'hivi hii number wrong namba is are do does did kuna mna mko am im nina niko nimekuwa tangu since',
);

const MOST_GREETING = 7;
const MOST_THANKING = 16;

export function readCourtesy(words: readonly string[], { has }: FoundSigns): 'greeting' | 'thanks' | null {
  const thanks = words.findIndex((word) => thanking.has(word));
  if (thanks >= 0 && words.length <= MOST_THANKING) {
    const rest = words.filter((word) => other.has(word) && !thankful.has(word));
    const stands = thanks < 4 || thanks >= words.length - 2;
    if (stands && rest.length === 0 && !has('book')) return 'thanks';
  }
  const [first, second] = words;
  if (!first || words.length > MOST_GREETING) return null;
  const greets = greeting.has(first) || (good.has(first) && greeting.has(second ?? ''));
  const rest = words.slice(1).filter((word) => other.has(word) && !wellBeing.has(word));
  return greets && rest.length === 0 && !has('book') ? 'greeting' : null;
}

const good = setOf('good gud gd');
/** "Grateful for how you treated her", "I am grateful". */
const thankful = setOf('how am im is are did');
/** "How are you", "natumai mko salama". */
const wellBeing = setOf('how are is vipi mko am');
