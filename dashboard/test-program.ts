import type { IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type ServerType, serve } from '@hono/node-server';
import { Hono } from 'hono';
import { assemble } from '../assemble.ts';
import { createEmulators } from '../emulators/emulators.ts';
import { approvedTemplate } from '../flows/notice/templates.ts';
import { rehearsed } from '../rehearsal/rehearse.ts';
import { amani } from '../test/amani.ts';
import { startDashboard } from './test-dashboard.ts';

export type TestProgram = Awaited<ReturnType<typeof startProgram>>;

/** The program as it runs: webhooks, bot, sender, dashboard, and the emulated providers with /phone, on one port. */
export async function startProgram() {
  const app = new Hono();
  const server = await new Promise<ServerType>((resolve) => {
    const listening = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(listening));
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const house = await startDashboard({
    publicUrl: url,
    desk: {
      handBack: (scope, given) => miadi.desk.handBack(scope, given),
      wake: (line) => miadi.desk.wake(line),
    },
  });
  const { core, database } = house;
  const miadi = assemble({
    ...{ ...core, publicUrl: url, smtp: null },
    database: { ...database, close: database.drop },
    twilio: { ...rehearsed.twilio, apiUrl: `${url}/emulators/twilio` },
    africastalking: { ...rehearsed.africastalking, apiUrl: `${url}/emulators/africastalking` },
  });
  const emulators = createEmulators({
    ...{ now: core.clock.now, fetch, webhookBaseUrl: url, ...rehearsed },
    clinics: [
      {
        name: amani.name,
        channels: amani.channels.flatMap(({ provider, kind, number }) =>
          provider === 'smtp' || kind === 'email' ? [] : [{ provider, kind, number, label: kind }],
        ),
      },
    ],
  });
  for (const { notice, language, contentSid: sid } of amani.channels.flatMap((one) => one.templates)) {
    emulators.twilio.approve({ sid, language, ...approvedTemplate(notice, language) });
  }
  app.route('/', miadi.webhooks);
  app.route('/', emulators.app);
  app.all('*', (c) => house.dashboard.fetch(c.req.raw, c.env as object));
  await house.live.start();
  await miadi.prepare();
  const sweeping = setInterval(() => void miadi.sweeper.sweep().catch(() => undefined), 1_000);

  const stop = async () => {
    clearInterval(sweeping);
    await miadi.stop();
    emulators.stop();
    const closed = new Promise((resolve) => server.close(resolve));
    if ('closeAllConnections' in server) server.closeAllConnections();
    await closed;
    await house.stop();
  };
  const streams = new Set<Socket>();
  server.on(
    'request',
    ({ url, socket }: IncomingMessage) => void (url?.startsWith('/live') && streams.add(socket)),
  );
  /** The connections at which pages hear of changes break off; new ones are taken. */
  const dropStreams = () => {
    for (const socket of streams) socket.destroy();
    streams.clear();
  };
  return { url, house, miadi, emulators, stop, dropStreams };
}
