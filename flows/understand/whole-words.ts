import type { Intent } from '../vocabulary.ts';

/** What a message means that is one of these words and nothing else, politeness aside. The words are those of the providers, too. */
const whole: ReadonlyMap<string, readonly Intent[]> = new Map<string, readonly Intent[]>([
  ...['stop', 'stopall', 'stop all', 'unsubscribe', 'ondoka', 'sitisha'].map((word) => pair(word, 'opt_out')),
  ...['start', 'anza'].map((word) => pair(word, 'opt_in')),
  ...['cancel', 'end', 'quit', 'acha', 'toka'].map((word) => pair(word, 'cancel', 'menu')),
  // Said alone they are no complaint to be booked.
  ...[
    'chest pain',
    'chest pains',
    'maumivu ya kifua',
    'kifua kinauma',
    'kifua chauma',
    'bleeding',
    'damu nyingi',
    'emergency',
    'dharura',
    'ambulance',
    'ambulansi',
    ...['stroke', 'he had a stroke', 'she had a stroke', 'seizure', 'seizures', 'convulsions', 'degedege'],
  ].map((words) => pair(words, 'danger')),
]);

const polite = new Set(
  'please pls plz plis plse pliz kindly tafadhali tafadhal tafadhari tafathali'.split(' '),
);

export function readWhole(words: readonly string[]): readonly Intent[] | null {
  return whole.get(words.filter((word) => !polite.has(word)).join(' ')) ?? null;
}

function pair(word: string, ...intents: Intent[]): [string, Intent[]] {
  return [word, intents];
}
