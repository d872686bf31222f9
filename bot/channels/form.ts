import { z } from 'zod';

/** A provider's form as name → value; a repeated name counts by its first value. */
export type Form = Readonly<Record<string, string>>;

/** What a form says, or the first field that is missing or malformed. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; field: string };

const noControls = /^\P{Cc}+$/u;

/** A phone number, short code, sender's name or WhatsApp id. */
export const addressField = z.string().trim().min(1).max(64).regex(noControls);

/** An id that a provider gave. */
export const idField = z
  .string()
  .trim()
  .max(128)
  .regex(/^[\x21-\x7e]+$/);

/** A provider's status or reason: a code, not prose, since prose may quote the message. */
export const codeField = z
  .string()
  .trim()
  .max(64)
  .regex(/^[\w .-]+$/);

/** What a patient wrote. Postgres and phones know no NUL. */
export const textField = z.string().transform((text) => text.replaceAll('\0', ''));

/** A field that providers leave out or leave empty; malformed counts as left out. */
export function optional<T>(
  field: z.ZodType<T, string>,
): z.ZodDefault<z.ZodCatch<z.ZodType<T | null, string | null>>> {
  return z.union([field, z.null()]).catch(null).default(null); // left out mostly, and then nothing is tried
}

export function parseForm<T>(schema: z.ZodType<T>, form: Form): Parsed<T> {
  const parsed = schema.safeParse(form);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, field: String(parsed.error.issues[0]?.path[0] ?? 'form') };
}
