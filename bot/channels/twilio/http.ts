import RequestClient from 'twilio/lib/base/RequestClient.js';

export type TwilioHttp = {
  /** Another server in place of Twilio's (an emulator); null for Twilio itself. */
  apiUrl: string | null;
  fetch: typeof globalThis.fetch;
  timeoutMs: number;
};

/**
 * The package's way out, over fetch instead of axios: one timeout for the whole call, every product host aimed at `apiUrl`,
 * no redirects, no retries of its own (the outbox retries, and knows when it may).
 */
export function twilioHttpClient(http: TwilioHttp): RequestClient {
  return Object.assign(new RequestClient({ timeout: http.timeoutMs }), {
    request: async (options: RequestClient.RequestOptions) => {
      const response = await http.fetch(aimed(options, http.apiUrl), {
        method: options.method.toUpperCase(),
        headers: headersOf(options),
        ...bodyOf(options),
        redirect: 'manual',
        signal: AbortSignal.timeout(http.timeoutMs),
      });
      const headers = Object.fromEntries(response.headers);
      return {
        statusCode: response.status,
        body: await response.text(),
        headers,
        toString: () => `HTTP ${response.status}`,
      };
    },
  });
}

function aimed({ uri, params }: RequestClient.RequestOptions, apiUrl: string | null): URL {
  const meant = new URL(uri);
  const url = apiUrl === null ? meant : new URL(apiUrl.replace(/\/+$/, '') + meant.pathname + meant.search);
  for (const [name, value] of pairsOf(params)) url.searchParams.append(name, value);
  return url;
}

function headersOf({ headers, username, password }: RequestClient.RequestOptions): Headers {
  const all = new Headers(Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]));
  all.set('Authorization', `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`);
  return all;
}

function bodyOf({ headers, data }: RequestClient.RequestOptions): { body?: string } {
  if (data === undefined) return {};
  const isJson = headers?.['Content-Type'] === 'application/json';
  return { body: isJson ? JSON.stringify(data) : new URLSearchParams(pairsOf(data)).toString() };
}

function pairsOf(fields: unknown): [string, string][] {
  return Object.entries(fields ?? {}).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((one) => one !== undefined && one !== null)
      .map((one): [string, string] => [name, String(one)]),
  );
}
