import type { Context, MiddlewareHandler } from 'hono';

/** Everything a page needs is its own, and nothing that somebody has written can become a script or a style. */
const policy = [
  "default-src 'none'",
  ...["script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'"],
  ...["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"],
].join('; ');

/**
 * What browsers are told with every answer. Referrers go to ourselves alone: with `no-referrer` browsers would send
 * `Origin: null` with our own forms, and the check of where a form came from would have nothing to check.
 */
export function securityHeaders(publicUrl: string): MiddlewareHandler {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('content-security-policy', policy);
    headers.set('x-content-type-options', 'nosniff');
    headers.set('referrer-policy', 'same-origin');
    headers.set('cross-origin-opener-policy', 'same-origin');
    headers.set('cross-origin-resource-policy', 'same-origin');
    headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
    if (!headers.has('cache-control')) headers.set('cache-control', 'no-store');
    if (publicUrl.startsWith('https:'))
      headers.set('strict-transport-security', 'max-age=31536000; includeSubDomains');
  };
}

/**
 * Whether what changes something comes from a page of ours. Every browser that we can be used with says where a form comes
 * from; who does not is refused. In development one may come by any name of this machine.
 */
export function comesFromUs(c: Context, publicUrl: string, development: boolean): boolean {
  if (['GET', 'HEAD'].includes(c.req.method)) return true;
  const origin = c.req.header('origin');
  if (origin === undefined || !URL.canParse(origin)) return false;
  if (c.req.header('sec-fetch-site') === 'cross-site') return false;
  if (origin === new URL(publicUrl).origin) return true;
  return development && new URL(origin).host === (c.req.header('host') ?? new URL(c.req.url).host);
}
