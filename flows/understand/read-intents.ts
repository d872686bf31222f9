import type { Intent } from '../vocabulary.ts';
import { cutWords } from './cut-words.ts';
import type { FoundSigns } from './found-signs.ts';
import { isDanger, onlyTellsOfDanger } from './read-danger.ts';
import { readPicture } from './read-picture.ts';
import { asksOfOwnVisit, looseQuestion, plainQuestions } from './read-questions.ts';
import { isWrongNumber } from './read-wrong-number.ts';
import { readYesNo } from './read-yes-no.ts';
import type { Scene } from './reading.ts';
import { readKindness } from './small-talk.ts';
import { aboutVisits } from './visit-intents.ts';
import { readWhole } from './whole-words.ts';
import { signsIn, speltOut } from './wishes.ts';

/** What the message says beside its intents: it tells a complaint from a wish. */
export type Said = {
  text: string;
  words: readonly string[];
  scene: Pick<Scene, 'asked'>;
  complains: boolean;
  /** A service of the clinic is named. */
  names: boolean;
};

/** What a message means, best first: what must be acted on comes first. `words`: cut-words.ts. */
export function readIntents({ text, words, scene, complains, names }: Said): Intent[] {
  const whole = readWhole(words);
  if (whole) return [...whole];
  if (words.length === 0) return readPicture(text, scene.asked);
  const spelt = speltOut(words);
  const signs = signsIn(words);
  if (isDanger(signs)) return ['danger'];
  const kind = readKindness(words, scene.asked);
  const answer = readYesNo(spelt, signs, { asked: scene.asked, kind: kind !== null });
  if (kind && !answer) return [kind];
  if (isWrongNumber(signs, text, words)) return answer?.intent === 'no' ? ['not_me', 'no'] : ['not_me'];
  const wishes = wishesIn(signs, scene.asked, complains && !onlyTellsOfDanger(signs));
  const bare = wishes.length === 0 && scene.asked === null && !answer;
  if (bare && hintsAtVisit(signs, names)) wishes.push('book');
  if (signs.has('stopping') && wishes.length === 0) wishes.push('stopping');
  if (!answer || (answer.weak && wishes.length > 0 && wishes[0] !== 'confirm')) return wishes;
  return [...wishes, answer.intent];
}

/** Nothing says outright that a visit is wanted, and it can hardly be anything else. */
function hintsAtVisit(signs: FoundSigns, names: boolean): boolean {
  const { has } = signs;
  if (has('room')) return true;
  if (has('proposes a visit') && (names || has('a doctor'))) return true;
  return names && has('suffers') && !onlyTellsOfDanger(signs);
}

/** An old sickness, or a joke about one: whoever and whatever is named in it is wanted by nobody. */
export function tellsOldTale(words: readonly string[]): boolean {
  return onlyTellsOfDanger(signsIn(words));
}

/** Nothing but a greeting, thanks, a yes or a no: never an answer to a question for a name. */
export function isSmallTalk(text: string): boolean {
  const words = cutWords(text).map(({ word }) => word);
  const [only, ...others] = readIntents({
    text,
    words,
    scene: { asked: 'yes_no' },
    complains: false,
    names: false,
  });
  if (only === undefined || others.length > 0) return false;
  if (only === 'greeting' || only === 'thanks') return true;
  return (only === 'yes' || only === 'no') && words.length <= 3;
}

function wishesIn(signs: FoundSigns, asked: Scene['asked'], complains: boolean): Intent[] {
  const { has } = signs;
  if (has('price.of changing')) return ['price'];
  const visit = aboutVisits(signs, asked);
  if (visit[0] && visit[0] !== 'confirm' && visit[0] !== 'list') return visit;
  // Whoever says beside it that they come has told of another.
  const died = asked === 'yes_no' && has('died') && !complains;
  if (died && visit[0] !== 'confirm') return ['person'];
  if (has('language')) return namedLanguage(signs);
  if (has('menu')) return ['menu'];
  if (has('back')) return ['back'];
  if (has('person')) return ['person'];
  if (has('details')) return ['details'];
  const asks = plainQuestions(signs);
  const forADay = has('doctor on a day') && asks.every((ask) => ask === 'services' || ask === 'hours');
  if (forADay && !asked) return ['book'];
  if (asksOfOwnVisit(signs) && (asks.length === 0 || asks[0] === 'price')) return ['list'];
  // Whoever says what hurts, and asks whether there is somebody for it, wants to be seen.
  if (asks[0] === 'services' && complains && has('suffers')) return ['book'];
  const books = has('book.strong') && has('book') && !has('prepare.strong');
  if (asks.length > 0) return books ? ['book', ...asks] : asks;
  if (visit.length > 0) return visit;
  const loose = complains ? null : looseQuestion(signs);
  if (loose && !has('book.strong')) return [loose];
  if (has('help')) return complains ? ['book'] : ['help'];
  return has('book') || complains ? ['book'] : [];
}

/** The first language that is named is the one that is asked for, unless it is the one that is not understood. */
function namedLanguage(signs: FoundSigns): Intent[] {
  if (signs.has('language_sw')) return ['language_sw'];
  return signs.has('language_en') ? ['language_en'] : ['language'];
}
