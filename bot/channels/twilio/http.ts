import { call, type Fetch } from '../fetch.ts';

export type TwilioHttp = {
  accountSid: string;
  authToken: string;
  /** Another server in place of Twilio's (an emulator); null for Twilio itself. */
  apiUrl: string | null;
  fetch: Fetch;
  timeoutMs: number;
};

/** What Twilio's API answers with 2xx, read as JSON. Throws TwilioRefusal, SyntaxError, and what fetch throws. */
export type TwilioApi = {
  get(url: string): Promise<unknown>;
  postForm(url: string, fields: Readonly<Record<string, string>>): Promise<unknown>;
  postJson(url: string, content: unknown): Promise<unknown>;
};

/** An answer that is no 2xx, and the error's code where the answer says one (twilio.com/docs/usage/twilios-response). */
export class TwilioRefusal extends Error {
  readonly status: number;
  readonly code: string | null;

  constructor(status: number, code: string | null) {
    super(`Twilio answered HTTP ${status}`);
    this.status = status;
    this.code = code;
  }
}

/**
 * Twilio's API by hand: Basic authentication, one timeout for the whole call, every product's host aimed at `apiUrl`, no redirects,
 * no retries (the outbox retries, and knows when it may). Its package would take a tenth of a turn for it (decision 12).
 */
export function twilioApi({ accountSid, authToken, apiUrl, fetch, timeoutMs }: TwilioHttp): TwilioApi {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const ownHost = apiUrl?.replace(/\/+$/, '');

  function aimed(url: string): string {
    if (ownHost === undefined) return url;
    const { pathname, search } = new URL(url);
    return ownHost + pathname + search;
  }

  async function ask(url: string, method: 'GET' | 'POST', type?: string, body?: string): Promise<unknown> {
    const request = {
      method,
      headers: { authorization, accept: 'application/json', ...(type ? { 'content-type': type } : {}) },
      ...(body === undefined ? {} : { body }),
    };
    const { ok, status, text } = await call(fetch, aimed(url), request, timeoutMs);
    if (!ok) throw new TwilioRefusal(status, codeIn(text));
    return JSON.parse(text);
  }

  return {
    get: (url) => ask(url, 'GET'),
    postForm: (url, fields) =>
      ask(url, 'POST', 'application/x-www-form-urlencoded', new URLSearchParams(fields).toString()),
    postJson: (url, content) => ask(url, 'POST', 'application/json', JSON.stringify(content)),
  };
}

function codeIn(body: string): string | null {
  try {
    const { code } = JSON.parse(body) as { code?: unknown };
    return typeof code === 'number' ? String(code) : null;
  } catch {
    return null; // a gateway's own page, or nothing
  }
}
