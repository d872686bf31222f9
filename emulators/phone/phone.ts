import { type Context, Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { z } from 'zod';
import type { Network, PhoneMessage } from '../network.ts';
import { countSegments } from '../segments.ts';
import type { Tap, Write } from '../writing.ts';
import { serveAsset } from './assets.ts';
import { type Choice, type Clinic, readChoice, threadOf } from './choices.ts';
import { pageView } from './page.ts';
import { streamThread } from './stream.ts';
import { sheetView, type View } from './thread-view.ts';

export type PhoneOptions = {
  network: Network;
  write: Write;
  clinics: readonly Clinic[];
  /** Where the page is: `/phone`. */
  basePath: string;
  /** The zone of the times shown. */
  zone?: string;
};

/** Everything the page needs is its own, and nothing in a message can become a script or a style. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const writeForm = z.union([
  z.object({ on: z.string(), tap: z.string() }),
  z.object({ text: z.string().trim().min(1).max(1600) }),
]);

/** A page like a phone, to chat with the clinic as any number. For development: it asks nobody who they are. */
export function createPhone({ network, write, clinics, basePath, zone = 'Africa/Nairobi' }: PhoneOptions) {
  const stopped = new AbortController();
  const app = new Hono().basePath(basePath);

  const viewOf = (c: Context): View | undefined => {
    const choice = readChoice(clinics, c.req.query('as'), c.req.query('to'));
    return choice && { network, choice, zone, basePath };
  };

  app.use(csrf());
  app.use(async (c, next) => {
    await next();
    c.header('content-security-policy', policy);
    c.header('x-content-type-options', 'nosniff');
  });

  app.get('/', (c) => {
    const view = viewOf(c);
    if (!view) return c.text('No clinic has a number to write to yet.', 404);
    return c.html(pageView(view, clinics));
  });

  app.get('/stream', (c) => {
    const view = viewOf(c);
    if (stopped.signal.aborted) {
      // A kept connection would let a page that reconnects hold up the server that is closing.
      return c.text('The phone network is stopping.', 503, { connection: 'close' });
    }
    return view ? streamThread(c, view, stopped.signal) : c.notFound();
  });

  app.get('/list', (c) => {
    const view = viewOf(c);
    const list = view && shownMessage(view, c.req.query('on') ?? '');
    if (!view || list?.interactive?.type !== 'list') return c.notFound();
    return c.html(sheetView(view, list.id, list.interactive));
  });

  app.post('/write', async (c) => {
    const view = viewOf(c);
    const form = writeForm.safeParse(await c.req.parseBody());
    if (!view || !form.success) return c.text('There is nothing to send.', 422);
    const tap = 'tap' in form.data ? findTap(view, form.data) : undefined;
    if ('tap' in form.data && !tap) return c.text('That choice is not on this phone.', 404);
    await write({
      ...writingOf(view.choice),
      ...(tap ? { tap } : {}),
      ...('text' in form.data ? form.data : {}),
    });
    return c.body(null, 204);
  });

  app.post('/count', async (c) => {
    const { text } = z.object({ text: z.string().default('') }).parse(await c.req.parseBody());
    const { characters, room, segments } = countSegments(text);
    return c.text(`${characters}/${room} · ${segments} SMS`);
  });

  app.get('/assets/:name', async (c) => (await serveAsset(c.req.param('name'))) ?? c.notFound());

  return {
    app,
    /** Ends the live pages, so that the server can close. */
    stop: (): void => stopped.abort(),
  };
}

function writingOf({ channel, person }: Choice) {
  const { kind, provider, number } = channel;
  const profile = person.name === undefined ? {} : { profileName: person.name };
  return { kind, provider, number, phone: person.phone, ...profile };
}

/** Only what stands on this very phone can be tapped; how long ago it came does not matter. */
function findTap(view: View, { on, tap: id }: { on: string; tap: string }): Tap | undefined {
  const interactive = shownMessage(view, on)?.interactive;
  if (!interactive) return undefined;
  const type = interactive.type === 'list' ? 'list' : 'button';
  const choices = interactive.type === 'list' ? interactive.rows : interactive.buttons;
  const title = choices.find((choice) => choice.id === id)?.title;
  return title === undefined ? undefined : { id, title, type, on };
}

function shownMessage(view: View, id: string): PhoneMessage | undefined {
  return view.network.thread(threadOf(view.choice)).find((message) => message.id === id);
}
