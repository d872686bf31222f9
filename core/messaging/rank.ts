import type { DeliveryState } from '../db/tables.ts';

/**
 * From what tells us least of a message to what tells us most. Up to `unknown` we have only our own side of it. `sent` is the
 * provider's word that it tries. `failed` and `cancelled` are ends that a late `sent` does not reopen. That it lies on the
 * patient's phone is true whatever was said before: providers do report `delivered` after `failed`.
 */
const ascending = [
  'queued',
  'errored',
  'wired',
  'unknown',
  'sent',
  'failed',
  'cancelled',
  'delivered',
  'read',
] as const satisfies readonly DeliveryState[];

/**
 * The state a message is in after a provider's receipt. Receipts only raise the rank, so that late, repeated and reordered
 * ones end in the same state.
 */
export function raise(current: DeliveryState, incoming: DeliveryState): DeliveryState {
  return rankOf(incoming) > rankOf(current) ? incoming : current;
}

function rankOf(state: DeliveryState): number {
  return ascending.indexOf(state);
}
