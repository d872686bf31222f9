import { z } from 'zod';
import { nearest } from './nearest.ts';
import { type Read, readMinutes } from './plain-values.ts';

/**
 * What the clinic's file is built of (file-schema.ts). Every scalar arrives as text. The message of an issue says how to
 * mend it; what is wrong stands in a custom issue's params, and is plain to see (file.ts) where a part is missing or unknown.
 */

type Context = { addIssue(issue: z.core.$ZodRawIssue<z.core.$ZodIssueCustom>): void };

export function complain(context: Context, what: string, mend: string, path: PropertyKey[] = []): void {
  context.addIssue({ code: 'custom', message: mend, params: { what }, path, input: undefined });
}

export function text<T>(read: (text: string) => Read<T>, example: string) {
  return z
    .string({ error: () => `write it like: ${example}` })
    .trim()
    .transform((written, context): T => {
      const result = read(written);
      if (result.ok) return result.value;
      complain(context, result.what, result.mend);
      return z.NEVER;
    });
}

/** The two that join letters are parts of words in some scripts; between letters they may stand. */
const invisible =
  /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?<![\p{L}\p{M}])[\u200c\u200d]|[\u200c\u200d](?![\p{L}\p{M}])/u;

/** There are letters, too, that are meant not to be seen. */
const visible = /(?!\p{DI})[\p{L}\p{N}]/u;

/** Lengths: a name is a row of a WhatsApp list (24 characters), an address or label a line of an SMS. */
export function words(most: number, example: string) {
  return text((written): Read<string> => {
    if (written.length > most) {
      return {
        ok: false,
        what: `has ${written.length} characters`,
        mend: `phones show ${most}: find a shorter one`,
      };
    }
    if (invisible.test(written)) {
      const mend = 'write it anew, in one line: what was copied may bring such signs along';
      return { ok: false, what: 'has a line break or another invisible sign', mend };
    }
    if (!visible.test(written)) {
      return { ok: false, what: 'has no letter and no digit', mend: `write it like: ${example}` };
    }
    return { ok: true, value: written };
  }, example);
}

export function minutes(least: number, most: number, example: string) {
  return text((written) => readMinutes(written, least, most), example);
}

export function section<Shape extends z.ZodRawShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => insteadOf(key, known)).join('\n') // one line a key
        : `write its parts below it: ${known.join(', ')}`,
  });
}

function insteadOf(key: string, known: readonly string[]): string {
  const meant = nearest(key, known);
  return meant === undefined ? `take it out; known here: ${known.join(', ')}` : `did you mean ${meant}?`;
}

export const keyForm = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Records by their key, in the order of the file. */
export function keyed<Part extends z.ZodType<object>>(part: Part, example: string) {
  const mend = `write each below it, by a key of your choice: ${example}`;
  return z
    .record(z.string().max(40).regex(keyForm), part, { error: () => mend })
    .transform((parts, context) => {
      const entries = Object.entries(parts);
      if (entries.length === 0) complain(context, 'has nothing in it', mend);
      return entries.map(([key, part]) => ({ ...part, key }));
    });
}

/** Texts by their key, in the order of the file. */
export function keyedTexts(part: z.ZodType<string, string>, example: string) {
  const mend = `write each below it, by a key of your choice: ${example}`;
  return z
    .record(z.string().max(40).regex(keyForm), part, { error: () => mend })
    .transform((parts) => Object.entries(parts).map(([key, name]) => ({ key, name })));
}

export function list<Item extends z.ZodType>(item: Item, example: string) {
  return z.array(item, { error: () => `write a list: ${example}` });
}
