import type { ChannelKind, Provider } from '../db/tables.ts';
import type { ChannelId, OrganizationId } from '../ids.ts';
import { type LookupKey, organizationLookupKey } from '../people/lookup.ts';
import type { Core } from '../scope.ts';
import { dialledNumber } from './dialled.ts';

/** A clinic's number, found by what a provider calls it. */
export type ClinicChannel = {
  organizationId: OrganizationId;
  channelId: ChannelId;
  /** The number itself, as it is kept. */
  address: string;
  /** Of one part, in the clinic's currency: '0.8000'. */
  price: string;
  /** The reserved word of a clinic on a shared short code, or null. */
  keyword: string | null;
  /** Keys the hashes of this organization's addresses. */
  lookupKey: LookupKey;
  /** How many messages of all its numbers are answered at once. */
  mostMessagesAMinute: number;
};

/** `to` as the provider writes it. */
export type Dialled = { provider: Provider; channel: ChannelKind; to: string };

/** All clinics' channels at that number: one, or several where a short code is shared. */
export type Directory = (dialled: Dialled) => Promise<readonly ClinicChannel[]>;

/** What was looked up is believed for this long, in milliseconds: channels change with a clinic file, not with a message. */
const BELIEVED_MS = 5_000;

/** Remembers channels between messages (a turn then needs no round trip for them); "no such number" is asked anew each time. */
export function createDirectory(core: Core): Directory {
  const known = new Map<string, { until: number; channels: readonly ClinicChannel[] }>();
  return async (written) => {
    const dialled = { ...written, to: dialledNumber(written.to) };
    const key = `${dialled.provider}/${dialled.channel}/${dialled.to}`;
    const now = core.clock.now().epochMilliseconds;
    const remembered = known.get(key);
    if (remembered && remembered.until > now) return remembered.channels;
    const channels = await channelsAt(core, dialled);
    if (channels.length > 0) known.set(key, { until: now + BELIEVED_MS, channels });
    else known.delete(key);
    return channels;
  };
}

async function channelsAt(core: Core, dialled: Dialled): Promise<ClinicChannel[]> {
  const rows = await core.db
    .selectFrom('channel as h')
    .innerJoin('organization as o', 'o.id', 'h.organization_id')
    .select(['h.organization_id', 'h.id', 'h.address', 'h.price', 'h.keyword', 'o.most_messages_a_minute'])
    .where('h.provider', '=', dialled.provider)
    .where('h.kind', '=', dialled.channel)
    .where('h.address', '=', dialled.to)
    .where('h.active', '=', true)
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      organizationId: row.organization_id,
      channelId: row.id,
      address: row.address,
      price: row.price,
      keyword: row.keyword,
      lookupKey: await organizationLookupKey(core, row.organization_id),
      mostMessagesAMinute: row.most_messages_a_minute,
    })),
  );
}

export type Routed = { channel: ClinicChannel; text: string };

/**
 * Which clinic a message is for, and the message without the reserved keyword ("AFYA 1" → "1"). The longest keyword that
 * starts the text wins; a number with one clinic takes everything; null where a shared code's message names no clinic.
 */
export function routeByKeyword(channels: readonly ClinicChannel[], text: string): Routed | null {
  const trimmed = text.trimStart();
  const named = channels
    .flatMap((channel) => (channel.keyword === null ? [] : [{ channel, keyword: channel.keyword }]))
    .filter(({ keyword }) => startsWithWord(trimmed, keyword))
    .sort((a, b) => b.keyword.length - a.keyword.length)[0];
  if (named) return { channel: named.channel, text: trimmed.slice(named.keyword.length).trimStart() };
  const open =
    channels.find((channel) => channel.keyword === null) ?? (channels.length === 1 ? channels[0] : undefined);
  return open ? { channel: open, text } : null;
}

function startsWithWord(text: string, word: string): boolean {
  const start = text.slice(0, word.length);
  const after = text.charAt(word.length);
  return start.toLocaleLowerCase('en') === word.toLocaleLowerCase('en') && !/[\p{L}\p{N}]/u.test(after);
}
