import { BlockList, isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import type { Metrics } from './bot/metrics.ts';
import type { Database } from './core/db/connect.ts';

export type HealthParts = {
  database: Database;
  metrics: Metrics;
  /** Told to stop: this process takes no more turns. */
  stopping(): boolean;
  publicUrl: string;
};

/** A line that is dead without a word does not make all who ask later wait. */
const question = { text: 'select 1', query_timeout: 5_000 };

/** /healthz: the process lives · /readyz: it takes turns, and its database answers · /metrics: for Prometheus, nearby. */
export function createHealth({ database, metrics, stopping, publicUrl }: HealthParts): Hono {
  const health = new Hono();
  let asking: Promise<boolean> | undefined;
  health.get('/healthz', (context) => context.text('ok'));
  health.get('/readyz', async (context) => {
    if (stopping()) return context.text('stopping', 503);
    // asked once for all who ask meanwhile: strangers do not take the connections of turns
    asking ??= database.pool
      .query(question)
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        asking = undefined;
      });
    const ready = await asking;
    return context.text(ready ? 'ready' : 'the database does not answer', ready ? 200 : 503);
  });
  health.get('/metrics', async (context) => {
    if (!asksDirectly(context, publicUrl)) return context.notFound();
    const { text, contentType } = await metrics.expose();
    return context.body(text, 200, { 'content-type': contentType });
  });
  return health;
}

const nearby = new BlockList();
for (const [net, prefix] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['100.64.0.0', 10], // carriers' and overlay networks' own
] as const) {
  nearby.addSubnet(net, prefix, 'ipv4');
}
nearby.addAddress('::1', 'ipv6');
nearby.addSubnet('fc00::', 7, 'ipv6');

/** What proxies put on a request that they pass on, one or the other. */
const marksOfProxies = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
] as const;

/**
 * By the socket, not by what the request says of itself: from this machine or a private network, through no proxy, and not by
 * the public name. A proxy that passes everything on then does not lay open what happens in the clinic.
 */
function asksDirectly(context: Context, publicUrl: string): boolean {
  const address = addressOf(context);
  if (address === undefined || !nearby.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')) return false;
  if (marksOfProxies.some((name) => context.req.header(name) !== undefined)) return false;
  const { hostname } = new URL(publicUrl);
  if (['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return true;
  return (context.req.header('host') ?? '').toLowerCase().replace(/:\d*$/, '') !== hostname;
}

/** Undefined for a request that came by no socket. */
function addressOf(context: Context): string | undefined {
  const bindings: unknown = context.env;
  if (typeof bindings !== 'object' || bindings === null || !('incoming' in bindings)) return undefined;
  return getConnInfo(context).remote.address;
}
