import { containsPhrase, normalise } from './normalise.ts';

/** Said of a visit that is about to be cancelled or moved: leave it as it is. */
const phrases: readonly string[] = [
  ...[
    'keep it',
    'keep my',
    'keep the',
    'leave it',
    'dont cancel',
    'do not cancel',
    'not cancel',
    'dont move',
  ],
  ...['do not move', 'dont change', 'do not change', 'i will come', 'ill come', 'as it is', 'never mind'],
  ...[
    'usifute',
    'msifute',
    'usicancel',
    'msicancel',
    'usighairi',
    'msighairi',
    'usibadilishe',
    'msibadilishe',
  ],
  ...[
    'iache',
    'iacheni',
    'ibaki',
    'nitakuja',
    'ilivyo',
    'sitaki kughairi',
    'sitaki kufuta',
    'sitaki kubadilisha',
  ],
];

export function keepsVisit(text: string): boolean {
  const said = normalise(text);
  return phrases.some((phrase) => containsPhrase(said, phrase));
}
