import type { DataKey } from '../people/vault.ts';
import type { Core } from '../scope.ts';
import type { StaffScope } from '../staff/permissions.ts';

/**
 * The idempotency key of what was written in a form: the same text sent again is the same, another one is something else to be done. A
 * page that a browser goes back to, or whose first answer a slow line has lost, has the form with its key still; what has been
 * written in it since must not be told as done.
 *
 * @param dataKey of whom it is about: the print of the text tells nothing without it
 */
export function formKey(
  { vault }: Pick<Core, 'vault'>,
  { actor }: StaffScope,
  dataKey: DataKey,
  { key, text }: { key: string; text: string },
): string {
  return `desk/${actor.id}/${key}/${vault.digest(dataKey, 'idempotency.key', text).toString('base64url')}`;
}
