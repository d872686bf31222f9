import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { systemClock } from '../../core/clock.ts';
import { createEmulators, type Emulators } from '../../emulators/emulators.ts';
import { seededChance } from './seeded.ts';

/**
 * Both providers and all phones, reached over HTTP. They call the web processes in turn, and call again with the same message
 * until they hear 200, as Twilio does where its address says #rc. A receipt is told once: whoever was not there has missed it.
 */
export type Provider = {
  emulators: Emulators;
  /** Where the processes send to. */
  origin: string;
  /** Ids of the messages for which a 200 was heard. */
  acknowledged: ReadonlySet<string>;
  counts: ProviderCounts;
  stop(): Promise<void>;
};

export type ProviderCounts = {
  /** Calls that were heard of no more, or not at all. */
  unanswered: number;
  /** Calls that were answered with 5xx. */
  putOff: number;
  /** Calls that were answered with another status than 200: none of ours is forged. */
  refused: number;
  receiptsMissed: number;
};

export const publicUrl = 'https://miadi.test';
export const accounts = {
  twilio: { accountSid: `AC${'0'.repeat(32)}`, authToken: 'an-auth-token-of-the-tests' },
  africastalking: {
    username: 'sandbox',
    apiKey: 'an-api-key-of-the-tests',
    webhookSecret: 'a-secret-of-the-tests',
  },
};
const AGAIN_AFTER_MS = 200;
/** As the providers' own. */
const PATIENCE_MS = 15_000;
/** What a call takes to a provider, and its answer back, at most. */
const DISTANCE_MS = 150;

export async function openProvider(webs: () => readonly { origin: string }[]): Promise<Provider> {
  const acknowledged = new Set<string>();
  const counts: ProviderCounts = { unanswered: 0, putOff: 0, refused: 0, receiptsMissed: 0 };
  const stopped = new AbortController();
  const chance = seededChance(1);
  let turn = 0;

  async function callOnce(path: string, init: RequestInit): Promise<Response | null> {
    const web = webs()[turn++ % webs().length];
    try {
      const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(PATIENCE_MS)]);
      const answer = await fetch(`${web?.origin}${path}`, { ...init, signal });
      await answer.arrayBuffer(); // an answer that breaks off is none
      return new Response(null, { status: answer.status });
    } catch {
      return null;
    }
  }

  async function call(url: string, init: RequestInit): Promise<Response> {
    const path = url.slice(publicUrl.length);
    const isReceipt = /\/(status|delivery)\b/.test(path);
    const form = new URLSearchParams(String(init.body));
    for (;;) {
      const answer = await callOnce(path, init);
      if (answer === null) counts.unanswered += 1;
      else if (answer.status >= 500) counts.putOff += 1;
      else if (!answer.ok) counts.refused += 1;
      else if (!isReceipt) acknowledged.add(form.get('MessageSid') ?? form.get('id') ?? '');
      if (isReceipt && !answer?.ok) counts.receiptsMissed += 1;
      const isFinal = answer !== null && answer.status < 500;
      if (isFinal || isReceipt || stopped.signal.aborted)
        return answer ?? new Response(null, { status: 502 });
      await pause(AGAIN_AFTER_MS);
    }
  }

  const emulators = createEmulators({
    ...{ now: systemClock.now, fetch: call, webhookBaseUrl: publicUrl, clinics: [] },
    ...accounts,
  });
  const app = new Hono();
  app.use(async (_, next) => {
    await pause(chance.below(DISTANCE_MS));
    await next();
    await pause(chance.below(DISTANCE_MS)); // whoever dies now has sent, and does not know
  });
  app.route('/', emulators.app);
  const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
  await new Promise((listening) => server.once('listening', listening));
  return {
    ...{ emulators, acknowledged, counts },
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      stopped.abort();
      emulators.stop();
      await emulators.idle();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
