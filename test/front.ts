import type { Bot } from '../bot/bot.ts';
import { type Received, receive } from '../bot/conversation/receive.ts';
import { createProfileCache } from '../core/clinic/load-profile.ts';
import type { Db } from '../core/db/connect.ts';
import type { CorrelationId } from '../core/ids.ts';
import { createThrottle } from '../core/limits/bucket.ts';
import { createDirectory } from '../core/messaging/directory.ts';
import type { Line } from '../core/messaging/outbox.ts';
import { createTurnstile } from '../core/messaging/turnstile.ts';
import { clinicNumber, openReception, type Reception } from './reception.ts';

/** A reception with the bot behind it, which sends nothing: what tests of turns and of the sweeper stand at. */
export type Front = Reception & {
  bot: Bot;
  /** Every line that the bot wanted to be sent. */
  woken: readonly Line[];
  /** A text message from that phone arrives. */
  hand(from: string, text: string, bot?: Bot): Promise<Received>;
};

export async function openFront(db: Db): Promise<Front> {
  const reception = await openReception(db);
  const { core, clinic } = reception;
  const woken: Line[] = [];
  const bot: Bot = {
    ...core,
    db,
    profileOf: createProfileCache(db).profileOf,
    channelsAt: createDirectory(core),
    admits: createThrottle(),
    steady: db,
    turnstile: createTurnstile(core),
    wake: (line) => void woken.push(line),
    keepPlace: () => null,
  };
  const hand = (from: string, text: string, to = bot) =>
    receive(
      to,
      {
        provider: 'twilio',
        channel: 'sms',
        to: clinicNumber(clinic),
        from,
        providerMessageId: core.ids.next(),
        content: { kind: 'text', text },
      },
      core.ids.next<CorrelationId>(),
    );
  return { ...reception, bot, woken, hand };
}
