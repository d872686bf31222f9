import type { MiddlewareHandler } from 'hono';

/**
 * Answers only those who came by this machine's own name. That we listen on 127.0.0.1 does not keep a web page out: its
 * site's name may be made to lead there (DNS rebinding), but a browser tells by which name it came.
 */
export function onlyThisMachine(): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    if (/^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host)) return next();
    return c.text('Open this by http://localhost, on the machine that it runs on.', 403);
  };
}
