import type { ChannelKind } from '../core/db/tables.ts';

/**
 * One text: params (always one object, empty where there are none) and the channel → words. One that is the same on every channel does not take it
 * (words.ts counts on that, and words.test.ts sees to it).
 */
export type TextFunction<P> = (params: P, kind: ChannelKind) => string;

export type NoParams = Record<string, never>;

/** A text that is the same whatever the channel. */
export function always(words: string): TextFunction<NoParams> {
  return () => words;
}

/** The same keys and params in another language. */
// biome-ignore lint/suspicious/noExplicitAny: the one place where texts of any params are taken together
export type Texts<English extends Record<string, (params: any, kind: ChannelKind) => string>> = {
  [K in keyof English]: TextFunction<Parameters<English[K]>[0]>;
};
