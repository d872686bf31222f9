import type { CorrelationId, InboundMessageId } from '../../core/ids.ts';
import { type Routed, routeByKeyword } from '../../core/messaging/directory.ts';
import { findWriter, keepMessage } from '../../core/messaging/inbox.ts';
import { readStanding } from '../../core/messaging/standing.ts';
import { parseAddress } from '../../core/people/address.ts';
import { type EnsureContactInput, ensureContact } from '../../core/people/contacts.ts';
import { addressHash } from '../../core/people/lookup.ts';
import { phi } from '../../core/phi.ts';
import type { Scope } from '../../core/scope.ts';
import type { Bot } from '../bot.ts';
import type { InboundContent, InboundMessage } from '../channels/handler.ts';
import { type Message, takeTurn } from './turn.ts';

/**
 * handled: its turn is committed · kept: committed alone, the sweeper takes the turn · duplicate: was here before ·
 * unknown_channel: no clinic has that number · bad_address: no address one could answer to · too_many: the clinic gets more
 * than it answers in a minute, and this is one stranger too many: nothing of it is on disk.
 */
export type Received = 'handled' | 'kept' | 'duplicate' | 'unknown_channel' | 'bad_address' | 'too_many';

/** Takes in what a webhook has read. When this returns, what was said is on disk; when it throws, it is not. */
export async function receive(
  bot: Bot,
  inbound: InboundMessage,
  correlationId: CorrelationId,
): Promise<Received> {
  const spoken = inbound.content.kind === 'text' ? inbound.content.text : '';
  const routed = routeByKeyword(await bot.channelsAt(inbound), spoken);
  if (!routed) return 'unknown_channel';
  const { organizationId, channelId, lookupKey, mostMessagesAMinute } = routed.channel;
  const kind = inbound.channel;
  const address = parseAddress(kind, inbound.from);
  if (!address) return 'bad_address';
  const message: Message = {
    kind: 'new',
    id: bot.ids.next<InboundMessageId>(),
    content: withoutKeyword(inbound.content, routed),
    correlationId,
    standing: {
      organizationId,
      kind,
      addressHash: addressHash(lookupKey, kind, address),
      channelId,
      providerMessageId: inbound.providerMessageId,
    },
    back: {
      provider: inbound.provider,
      from: routed.channel.address,
      to: phi(address),
      price: routed.channel.price,
    },
  };
  const newcomer = { kind, address, channelId };
  if (!bot.admits(organizationId, mostMessagesAMinute)) {
    return putOff(bot, message, newcomer, Math.ceil(mostMessagesAMinute / 10));
  }
  const taken = await take(bot, message);
  if (taken !== 'stranger') return taken;
  await ensureContact(bot, systemScope(message), newcomer);
  const takenNow = await take(bot, message);
  if (takenNow === 'stranger') throw new Error('the contact just made is not to be found');
  return takenNow;
}

async function take(bot: Bot, message: Message): Promise<'handled' | 'duplicate' | 'kept' | 'stranger'> {
  try {
    const outcome = await takeTurn(bot, message);
    if (outcome !== 'busy' && outcome !== 'wait_behind') return outcome;
    bot.log.warn('turn_put_off', { correlationId: message.correlationId, reason: outcome });
  } catch (error) {
    bot.log.error('turn_failed', { correlationId: message.correlationId }, error);
  }
  return keep(bot, message);
}

/**
 * One clinic's flood must not slow the others: what is beyond its minute is only kept, and the sweeper takes it in its time.
 * Strangers, whose first message costs as much to keep as a turn, have a smaller minute of their own there: no number that we know
 * keeps them out by its flood. Beyond that one too, the provider is to hand the message over again.
 */
async function putOff(
  bot: Bot,
  message: Message,
  newcomer: EnsureContactInput,
  mostStrangers: number,
): Promise<'kept' | 'duplicate' | 'too_many'> {
  const { correlationId, standing } = message;
  const { organizationId } = standing;
  const known = await readStanding(bot, standing);
  if (known?.seen) return 'duplicate';
  bot.log.warn('turn_put_off', { correlationId, organizationId, reason: 'too_many' });
  if (!known && !bot.admits(`${organizationId}/strangers`, mostStrangers)) return 'too_many';
  if (!known) await ensureContact(bot, systemScope(message), newcomer);
  return keep(bot, message);
}

function systemScope({ standing, correlationId }: Message): Scope {
  return { organizationId: standing.organizationId, correlationId, actor: { kind: 'system' } };
}

async function keep(bot: Bot, message: Message): Promise<'kept'> {
  const { correlationId, id } = message;
  const { organizationId, providerMessageId } = message.standing;
  const writer = await findWriter(bot, message.standing);
  if (!writer) throw new Error('a message of a stranger cannot be kept');
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'contact', id: writer.contactId } };
  await keepMessage(bot, scope, writer, { id, providerMessageId, body: JSON.stringify(message.content) });
  return 'kept';
}

function withoutKeyword(content: InboundContent, routed: Routed): InboundContent {
  if (content.kind !== 'text') return content;
  return routed.text === '' ? { kind: 'empty' } : { ...content, text: routed.text };
}
