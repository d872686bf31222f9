import { containsPhrase, normalise, wordsIn } from './normalise.ts';

/** Wants to come as soon as can be: "asap", "sasa hivi", "now". It names no time of its own. */
export function saysSoonest(text: string): boolean {
  const said = normalise(text);
  if (anywhere.some((phrase) => containsPhrase(said, phrase))) return true;
  const words = wordsIn(said).filter((word) => !around.has(word));
  return words.length > 0 && words.every((word) => alone.has(word));
}

/** Names this day beside it, and no other: "today now" is as soon as can be. */
export function namesToday(text: string): boolean {
  return wordsIn(normalise(text)).some((word) => today.has(word));
}

const anywhere: readonly string[] = [
  ...['asap', 'as soon as possible', 'right now', 'right away', 'immediately', 'straight away'],
  ...['soonest', 'earliest', 'first available', 'sasa hivi', 'saa hii', 'saivi', 'saahii'],
  ...['haraka iwezekanavyo', 'mapema iwezekanavyo', 'haraka sana', 'ya karibu zaidi', 'mapema zaidi'],
];
/** Words that are also said for nothing ("sasa", "haraka") count where they are the whole message. */
const alone = new Set('now sasa hivi haraka urgent urgently quickly quick soon sai'.split(' '));
const today = new Set('today 2day leo'.split(' '));
const around = new Set(
  'please pls tafadhali today 2day leo very just naomba i want need it nataka iwe hata even'.split(' '),
);
