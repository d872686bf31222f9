import { expect, inject, test } from 'vitest';
import { playNasty } from './nasty.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Given by scripts/nasty.ts. */
    nasty?: { count: number; seed: number };
  }
}

/** Sequences a channel: a few, always the same ones, in an ordinary run. */
const { count, seed } = inject('nasty') ?? { count: 20, seed: 20_261_005 };

test.each(['whatsapp', 'sms'] as const)(
  'whatever a patient does by %s, there is an answer, a menu and a person',
  async (kind) => {
    await expect(playNasty(kind, count, seed)).resolves.toBeUndefined();
  },
  60_000 + count * 10_000,
);
