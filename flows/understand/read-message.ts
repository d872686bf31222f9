import { wordsOfClinic } from './clinic-words.ts';
import { readCourtesy } from './courtesy.ts';
import { cutWords } from './cut-words.ts';
import { readBranch } from './read-branch.ts';
import { readForWhom } from './read-for-whom.ts';
import { readIntents, tellsOldTale } from './read-intents.ts';
import { readLanguage } from './read-language.ts';
import { readName } from './read-name.ts';
import { readNumber } from './read-number.ts';
import { readPhone } from './read-phone.ts';
import { readPractitioner } from './read-practitioner.ts';
import { readService } from './read-service.ts';
import type { Found, Reading, Scene, SpokenLanguage } from './reading.ts';
import type { Place } from './signs.ts';
import { tokenize, wordsOf } from './tokens.ts';
import { readWhen, type Times } from './when/read-when.ts';
import { signsIn } from './wishes.ts';

/** Where nothing is known: for a text that is read by itself. */
export const nowhere: Scene = {
  now: '2000-01-01T00:00',
  asked: null,
  offered: 0,
  clinic: { services: [], practitioners: [], branches: [] },
};

const noTime = { when: { kind: 'none' }, unfit: { kind: 'none' }, fits: false, tentative: false } as const;
const nothing = {
  ...noTime,
  service: null,
  notGiven: false,
  practitioner: null,
  branch: null,
  forWhom: null,
  name: null,
  phone: null,
};

/** What a free text says where it was said. Each part has a reader of its own. */
export function readMessage(text: string, scene: Scene): Reading {
  const cut = cutWords(text);
  const words = cut.map(({ word }) => word);
  const language = readLanguage(words);
  const choice = readNumber(text, scene.offered);
  if (choice !== null) return { ...nothing, language, intents: [], choice };
  const { asked } = scene;
  const clinic = wordsOfClinic(scene.clinic);
  const service = readService(words, clinic);
  const intents = readIntents({
    text,
    words,
    scene,
    complains: service?.complains ?? false,
    names: service !== null,
  });
  if (intents[0] === 'danger') return { ...nothing, language, intents, choice };
  if (intents.length === 0 && scene.asked === null && tellsOldTale(words))
    return { ...nothing, language, intents, choice };
  const times = timesIn(text, words, intents, scene);
  const says = intents.length > 0 && !(intents[0] === 'book' && intents.length === 1 && service?.complains);
  const kind =
    says || times.when.kind !== 'none' || asked === 'name' ? null : readCourtesy(words, signsIn(words));
  if (kind === 'thanks' || (kind && service === null))
    return { ...nothing, language, intents: [kind], choice };
  const wrong = intents[0] === 'not_me';
  // Whoever is named by somebody whom the message was not for, is sought by nobody.
  const branch = wrong ? null : readBranch(words, clinic);
  const name = readName(text, cut, asked, intents.length > 0, branch?.place ?? null);
  const taken = name?.place ?? null;
  const found = <Value>(value: Value, place: Place): Found<Value> => ({
    value,
    words: wordsOf(text, cut, place.first, place.last),
  });
  const practitioner = wrong ? null : readPractitioner(words, clinic, asked, taken);
  const forWhom = wrong ? null : readForWhom(words, asked);
  const phone = readPhone(text);
  return {
    language,
    intents,
    ...times,
    service:
      service?.id && !wrong && !isTaken(service.place, taken) ? found(service.id, service.place) : null,
    notGiven: service !== null && service.id === null && service.named && !wrong && taken === null,
    practitioner: practitioner && found(practitioner.id, practitioner.place),
    branch: branch && found(branch.id, branch.place),
    forWhom: forWhom && found(forWhom.value, forWhom.place),
    name: name && found(name.value, name.place),
    phone: phone === null ? null : { value: phone, words: phone },
    choice,
  };
}

/** The language alone. */
export function languageOf(text: string): SpokenLanguage {
  return readLanguage(cutWords(text).map(({ word }) => word));
}

/** Words that are said kindly, or that leave, name a time for nothing ("habari za asubuhi", "usiku mwema"), or when an answer will come. */
function timesIn(text: string, words: readonly string[], intents: Reading['intents'], scene: Scene): Times {
  const timeless: Reading['intents'] = [
    'greeting',
    'thanks',
    'opt_out',
    'opt_in',
    'not_me',
    'danger',
    'late',
  ];
  if (intents[0] && timeless.includes(intents[0])) return noTime;
  if (signsIn(words).has('puts off')) return noTime;
  return readWhen(text, tokenize(text), scene);
}

function isTaken(place: Place, taken: Place | null): boolean {
  return taken !== null && taken.first <= place.first && place.last <= taken.last;
}
