import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { publicUrl } from '../accounts.ts';

/** Somebody of the staff who is signed in, at a browser that keeps its connection. */
export type StaffBrowser = {
  get(path: string): Promise<Answer>;
  post(path: string, form: Form): Promise<Answer>;
  /** As an open page asks for a part of itself, because something has changed. */
  refresh(path: string): Promise<Answer>;
  /** The stream of changes: what comes is handed over as it comes. Resolves when it has begun. */
  listen(hear: (text: string) => void): Promise<void>;
  close(): void;
};

export type Form = Readonly<Record<string, string>>;
export type Answer = { status: number; text: string; ms: number };

const AT_ONCE = 4;

/** Each from an address of this machine's own: the program counts tries to sign in by where they come from. */
const addressOf = (number: number) => `127.0.${1 + Math.floor(number / 250)}.${1 + (number % 250)}`;

/** A few at a time: as many as there are threads that check passwords. */
export async function signInAll(
  origin: string,
  { emails, password, from }: { emails: readonly string[]; password: string; from: number },
): Promise<StaffBrowser[]> {
  const signedIn: StaffBrowser[] = [];
  for (let at = 0; at < emails.length; at += AT_ONCE) {
    const some = emails.slice(at, at + AT_ONCE);
    const signing = some.map((email, place) =>
      signIn(origin, { email, password, number: from + at + place }),
    );
    signedIn.push(...(await Promise.all(signing)));
  }
  return signedIn;
}

async function signIn(
  origin: string,
  { number, email, password }: { number: number; email: string; password: string },
): Promise<StaffBrowser> {
  const localAddress = addressOf(number);
  const busy = new Agent({ keepAlive: true, localAddress });
  const seldom = new Agent({ localAddress }); // a connection that is kept may end at the moment at which it is used again
  const [signedIn] = await send(`${origin}/sign-in`, seldom, {}, { email, password });
  await readAll(signedIn);
  const cookie = (signedIn.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ');
  if (signedIn.statusCode !== 303 || cookie === '')
    throw new Error(`${email} is not signed in: ${signedIn.statusCode}`);

  async function ask(path: string, agent: Agent, headers: Headers, form?: Form): Promise<Answer> {
    const began = performance.now();
    const [answer] = await send(`${origin}${path}`, agent, { cookie, ...headers }, form);
    const text = await readAll(answer);
    return { status: answer.statusCode ?? 0, text, ms: performance.now() - began };
  }

  return {
    get: (path) => ask(path, busy, {}),
    post: (path, form) => ask(path, busy, {}, form),
    refresh: (path) => ask(path, seldom, { 'hx-request': 'true', 'x-live': '1' }),
    async listen(hear) {
      const asking = request(`${origin}/live`, { agent: seldom, headers: { cookie } }).end();
      const [stream] = (await once(asking, 'response')) as [IncomingMessage];
      if (stream.statusCode !== 200) throw new Error(`no stream for ${email}: ${stream.statusCode}`);
      stream.setEncoding('utf8').on('data', hear);
      stream.on('error', () => undefined); // at the end all are broken off
    },
    close() {
      for (const agent of [busy, seldom]) agent.destroy();
    },
  };
}

type Headers = Record<string, string>;

/** With a form as a page of ours posts it. */
function send(url: string, agent: Agent, headers: Headers, form?: Form): Promise<[IncomingMessage]> {
  if (form === undefined)
    return once(request(url, { agent, headers }).end(), 'response') as Promise<[IncomingMessage]>;
  const body = new URLSearchParams(form).toString();
  const posting = request(url, {
    ...{ agent, method: 'POST' },
    headers: {
      ...{ origin: publicUrl, 'content-type': 'application/x-www-form-urlencoded', ...headers },
      'content-length': Buffer.byteLength(body),
    },
  });
  return once(posting.end(body), 'response') as Promise<[IncomingMessage]>;
}

async function readAll(response: IncomingMessage): Promise<string> {
  return (await Array.fromAsync(response.setEncoding('utf8'))).join('');
}
