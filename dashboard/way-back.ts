import type { Hono } from 'hono';
import type { StaffEnv } from './page.ts';

/**
 * A form that is refused is answered with a page, at an address that nothing else is sent to. Whoever loads it again, changes the
 * language on it or signs in anew from it asks for what is none: they come to the page that it lies under.
 *
 * @param app with all its routes
 * @param root where it will be mounted
 */
export function leadBack(app: Hono<StaffEnv>, root: string): void {
  const pathsOf = (wanted: string) =>
    new Set(app.routes.filter(({ method }) => method === wanted).map(({ path }) => path));
  const pages = pathsOf('GET');
  const above = root.split('/').length - 1;
  for (const form of pathsOf('POST').difference(pages)) {
    const parts = form.split('/');
    while (parts.length > 1 && !pages.has(parts.join('/'))) parts.pop();
    app.get(form, (c) => {
      const asked = new URL(c.req.url).pathname.split('/'); // as it was sent: what is decoded may not stand in a header
      return c.redirect(asked.slice(0, parts.length + above).join('/'), 303);
    });
  }
}
