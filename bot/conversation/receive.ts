import type { CorrelationId, InboundMessageId } from '../../core/ids.ts';
import { type Routed, routeByKeyword } from '../../core/messaging/directory.ts';
import { keepMessage } from '../../core/messaging/inbox.ts';
import { readStanding } from '../../core/messaging/standing.ts';
import { parseAddress } from '../../core/people/address.ts';
import { ensureContact } from '../../core/people/contacts.ts';
import { addressHash } from '../../core/people/lookup.ts';
import type { Scope } from '../../core/scope.ts';
import type { Bot } from '../bot.ts';
import type { InboundContent, InboundMessage } from '../channels/handler.ts';
import { type Message, takeTurn } from './turn.ts';

/**
 * handled: its turn is committed · kept: committed alone, the sweeper takes the turn · duplicate: was here before ·
 * unknown_channel: no clinic has that number · bad_address: no address one could answer to.
 */
export type Received = 'handled' | 'kept' | 'duplicate' | 'unknown_channel' | 'bad_address';

/** Takes in what a webhook has read. When this returns, what was said is on disk; when it throws, it is not. */
export async function receive(
  bot: Bot,
  inbound: InboundMessage,
  correlationId: CorrelationId,
): Promise<Received> {
  const spoken = inbound.content.kind === 'text' ? inbound.content.text : '';
  const routed = routeByKeyword(await bot.channelsAt(inbound), spoken);
  if (!routed) return 'unknown_channel';
  const { organizationId, channelId, lookupKey } = routed.channel;
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
  };
  const taken = await take(bot, message);
  if (taken !== 'stranger') return taken;
  const system: Scope = { organizationId, correlationId, actor: { kind: 'system' } };
  await ensureContact(bot, system, { kind, address, channelId });
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

async function keep(bot: Bot, message: Message): Promise<'kept'> {
  const { correlationId, id } = message;
  const { organizationId, providerMessageId } = message.standing;
  const standing = await readStanding(bot, message.standing);
  if (!standing) throw new Error('a message of a stranger cannot be kept');
  const scope: Scope = { organizationId, correlationId, actor: { kind: 'contact', id: standing.contactId } };
  await keepMessage(bot, scope, standing, { id, providerMessageId, body: JSON.stringify(message.content) });
  return 'kept';
}

function withoutKeyword(content: InboundContent, routed: Routed): InboundContent {
  if (content.kind !== 'text') return content;
  return routed.text === '' ? { kind: 'empty' } : { ...content, text: routed.text };
}
