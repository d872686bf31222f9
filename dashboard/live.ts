import { sql } from 'kysely';
import { hearEvents } from '../core/db/announce.ts';
import { type Database, urlOf } from '../core/db/connect.ts';
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

/** Below the minute or so after which proxies cut a silent connection; also how often it is asked who is still signed in. */
const BEAT_MS = 20_000;
/** An announcement may be lost with the process that was to make it. */
const LOOK_MS = 5_000;
/** Whoever was away for more than this many changes loads the page anew. */
const mostReplayed = 500;
const mostStreams = 1_000;
/** A page that does not read is let go; it comes back and is told what it missed. */
const mostUnread = 256 * 1024;

type Stream = { view: StaffView; send(text: string): void; end(): void };

const encoder = new TextEncoder();

export function createLive(core: Core, database: Pick<Database, 'pool'>): Live {
  const streams = new Set<Stream>();
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

  const wake = () => {
    if (streams.size > 0) void feed.pump();
  };

  async function beat(): Promise<void> {
    const valid = await stillSignedIn(core, [...streams]);
    for (const stream of streams) {
      if (valid.has(stream.view.signInId)) stream.send(`id: ${feed.position()}\nevent: beat\ndata: {}\n\n`);
      else {
        stream.send('event: ended\ndata: {}\n\n');
        stream.end();
      }
    }
  }

  async function stream(c: StaffContext): Promise<Response> {
    if (stopped || streams.size >= mostStreams) return c.body(null, 503, { connection: 'close' });
    if (streams.size === 0) {
      starting ??= feed.start().finally(() => {
        starting = undefined;
      });
    }
    await starting;
    const opened = open(c.var.staff);
    // from here on nothing is missed: first what was, also behind a gap, as it will not be told again; then what came meanwhile
    const after = Number(c.req.header('last-event-id') ?? c.req.query('after') ?? Number.NaN);
    const missed =
      Number.isSafeInteger(after) && after >= 0
        ? await replay(core, c.var.staff, { after, upTo: feed.reach() }, feed.position())
        : '';
    opened.begin(`retry: 2000\nid: ${feed.position()}\nevent: hello\ndata: {}\n\n${missed}`);
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
        cancel: () => void streams.delete(one),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: 16 * 1024 }),
    );
    streams.add(one);
    return {
      body,
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
          if (streams.size > 0) beat().catch((error: unknown) => core.log.error('live_failed', {}, error));
        }, BEAT_MS).unref(),
      );
    },
    async stop() {
      stopped = true;
      for (const timer of timers) clearInterval(timer);
      for (const one of [...streams]) one.end();
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

/** One question for all streams. */
async function stillSignedIn(core: Core, streams: readonly Stream[]): Promise<Set<string>> {
  const ids = [...new Set(streams.map(({ view }) => view.signInId))];
  const { rows } = await sql<{ id: string }>`
    select s.id from staff.sign_in s join staff.member m on m.account_id = s.account_id
    where s.id = any(${sql.val(ids)}::uuid[]) and s.expires_at > ${core.clock.now()} and m.active
  `.execute(core.db);
  return new Set(rows.map(({ id }) => id));
}
