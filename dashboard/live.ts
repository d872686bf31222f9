import { hearEvents } from '../core/db/announce.ts';
import { type Database, urlOf } from '../core/db/connect.ts';
import { leavePages, renewPages } from '../core/desk/presence.ts';
import { type FeedEvent, hears, newestEvent, readFeed } from '../core/feed.ts';
import type { Core } from '../core/scope.ts';
import { createFeed, margin } from './feed.ts';
import type { StaffContext, StaffView } from './page.ts';

export type Live = {
  /** One for each open page: what has changed, as `{ seq, type, kind, id }`; never what it is now. */
  stream(c: StaffContext): Promise<Response>;
  /** Where a page that is made now has its stream begin. */
  position(): Promise<number>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/**
 * Below the minute or so after which proxies cut a silent connection; also how often it is said that the pages are open still, and
 * asked who is signed in still: one statement for all.
 */
const BEAT_MS = 20_000;
/** An announcement may be lost with the process that was to make it. */
const LOOK_MS = 5_000;
/** Whoever was away for more than this many changes loads the page anew. */
const mostReplayed = 500;
const mostStreams = 1_000;
/** A browser has six connections to one host; behind a proxy that speaks HTTP/2, more. */
const mostOfASignIn = 24;
/** A page that does not read is let go; it comes back and is told what it missed. */
const mostUnread = 256 * 1024;

type Stream = { view: StaffView; send(text: string): void; end(): void };

const encoder = new TextEncoder();

export function createLive(core: Core, database: Pick<Database, 'pool'>): Live {
  const streams = new Set<Stream>();
  /** When it was last said of a sign-in that a page of its is open. */
  const renewedAt = new Map<string, Temporal.Instant>();
  let stopHearing: (() => Promise<void>) | undefined;
  const timers: NodeJS.Timeout[] = [];
  let stopped = false;
  let starting: Promise<void> | undefined;
  const feed = createFeed(core, tell);

  function tell(events: readonly FeedEvent[], upTo: number): void {
    for (const stream of streams) {
      const { scope } = stream.view;
      const text = events
        .filter((event) => hears(scope, event))
        .map((event) => messageOf(event, upTo))
        .join('');
      if (text !== '') stream.send(text);
      if (events.some((event) => changesScope(event, stream.view))) stream.end();
    }
  }

  const tellFailure = (error: unknown) => core.log.error('live_failed', {}, error);

  const wake = () => {
    if (streams.size > 0) void feed.pump();
  };

  async function beat(): Promise<void> {
    const open = [...streams];
    const valid = await renew(open.map(({ view }) => view.signInId));
    for (const stream of open) {
      if (!streams.has(stream)) continue;
      if (valid.has(stream.view.signInId)) stream.send(`id: ${feed.position()}\nevent: beat\ndata: {}\n\n`);
      else {
        stream.send('event: ended\ndata: {}\n\n');
        stream.end();
      }
    }
  }

  async function renew(signInIds: readonly string[]): Promise<Set<string>> {
    const now = core.clock.now();
    const valid = await renewPages(core, [...new Set(signInIds)], now);
    for (const id of valid) renewedAt.set(id, now);
    if (!stopped) await leave(signInIds); // of those whose page was closed meanwhile
    return valid;
  }

  /** Of those of them who have no other page open. */
  async function leave(signInIds: readonly string[]): Promise<void> {
    const open = new Set([...streams].map(({ view }) => view.signInId));
    const left = [...new Set(signInIds)].flatMap((signInId) => {
      const at = open.has(signInId) ? undefined : renewedAt.get(signInId);
      return at === undefined ? [] : [{ signInId, renewedAt: at }];
    });
    for (const { signInId } of left) renewedAt.delete(signInId);
    if (left.length > 0) await leavePages(core, left).catch(tellFailure);
  }

  async function stream(c: StaffContext): Promise<Response> {
    // a HEAD would open a stream that nobody reads, and that counts as a page that somebody has before them
    if (c.req.method !== 'GET') return c.body(null, 405, { allow: 'GET' });
    if (stopped || streams.size >= mostStreams) return c.body(null, 503, { connection: 'close' });
    const { signInId } = c.var.staff;
    if ([...streams].filter(({ view }) => view.signInId === signInId).length >= mostOfASignIn)
      return c.body(null, 503, { connection: 'close' });
    if (streams.size === 0) {
      starting ??= feed.start().finally(() => {
        starting = undefined;
      });
    }
    await starting;
    const opened = open(c.var.staff);
    await renew([signInId]).catch(tellFailure);
    // from here on nothing is missed: first what was, also behind a gap, as it will not be told again; then what came meanwhile
    const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? Number.NaN);
    try {
      const missed =
        Number.isSafeInteger(after) && after >= 0
          ? await replay(core, c.var.staff, { after, upTo: feed.reach() }, feed.position())
          : '';
      opened.begin(`retry: 2000\nid: ${feed.position()}\nevent: hello\ndata: {}\n\n${missed}`);
    } catch (error) {
      opened.end();
      throw error;
    }
    return new Response(opened.body, {
      headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
    });
  }

  function open(view: StaffView) {
    let waiting: string[] | null = [];
    let controller: ReadableStreamDefaultController<Uint8Array>;
    const one: Stream = {
      view,
      send(text) {
        if (waiting !== null) waiting.push(text);
        else if ((controller.desiredSize ?? 0) < -mostUnread) one.end();
        else controller.enqueue(encoder.encode(text));
      },
      end() {
        if (!streams.delete(one)) return;
        if (!stopped) void leave([view.signInId]);
        try {
          controller.close();
        } catch {
          // the page went away at this moment
        }
      },
    };
    const body = new ReadableStream<Uint8Array>(
      {
        start: (given) => {
          controller = given;
        },
        cancel: () => {
          if (streams.delete(one)) void leave([view.signInId]);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: 16 * 1024 }),
    );
    streams.add(one);
    return {
      body,
      end: () => one.end(),
      begin(first: string): void {
        const held = waiting ?? [];
        waiting = null;
        for (const text of [first, ...held]) one.send(text);
      },
    };
  }

  return {
    stream,
    position: async () =>
      streams.size > 0 ? feed.position() : Math.max(0, (await newestEvent(core)) - margin),
    async start() {
      stopHearing = hearEvents(urlOf(database), core.log, wake);
      timers.push(setInterval(wake, LOOK_MS).unref());
      timers.push(
        setInterval(() => {
          if (streams.size > 0) beat().catch(tellFailure);
        }, BEAT_MS).unref(),
      );
    },
    async stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      const open = [...streams];
      for (const one of open) one.end();
      await leave(open.map(({ view }) => view.signInId));
      await stopHearing?.();
    },
  };
}

function messageOf({ seq, type, recordKind, recordId }: FeedEvent, upTo: number): string {
  return `id: ${upTo}\nevent: change\ndata: ${JSON.stringify({ seq, type, kind: recordKind, id: recordId })}\n\n`;
}

/** What somebody may see has changed: the page comes back with the new permissions, or to the sign-in. */
function changesScope(event: FeedEvent, { member }: StaffView): boolean {
  return event.recordId === member.id && ['staff.role_changed', 'staff.deactivated'].includes(event.type);
}

/** @param position what is replayed gives as the place to go on from */
async function replay(
  core: Core,
  { scope }: StaffView,
  { after, upTo }: { after: number; upTo: number },
  position: number,
): Promise<string> {
  if (after >= upTo) return '';
  const { organizationId } = scope;
  const missed = await readFeed(core, { after, upTo, organizationId }, mostReplayed + 1);
  if (missed.length > mostReplayed) return 'event: reload\ndata: {}\n\n';
  return missed
    .filter((event) => hears(scope, event))
    .map((event) => messageOf(event, position))
    .join('');
}
