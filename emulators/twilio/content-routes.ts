import { Hono } from 'hono';
import type { Account } from './account.ts';
import type { Content } from './content-types.ts';
import { refusalResponse, refused } from './errors.ts';

/** The Content API; at Twilio it has a host of its own, content.twilio.com. */
export function contentRoutes(account: Account): Hono {
  const routes = new Hono();

  routes.post('/v1/Content', async (c) => {
    const created = account.contents.create(await c.req.json().catch(() => undefined));
    if (!created.ok) return refusalResponse(created);
    return Response.json(resourceOf(account, created.content, c.req.url), { status: 201 });
  });

  routes.get('/v1/Content', (c) => Response.json(pageOf(account, new URL(c.req.url))));

  routes.get('/v1/Content/:sid', (c) => {
    const content = account.contents.find(c.req.param('sid'));
    return content
      ? Response.json(resourceOf(account, content, new URL('.', c.req.url).href.replace(/\/$/, '')))
      : refusalResponse(refused(20404));
  });

  return routes;
}

/** Pages as Twilio turns them: `next_page_url` leads on until it is null. */
function pageOf(account: Account, url: URL): object {
  const size = Math.min(Math.max(Number(url.searchParams.get('PageSize')) || 50, 1), 1000);
  const page = Math.max(Number(url.searchParams.get('Page')) || 0, 0);
  const all = account.contents.all();
  const base = `${url.origin}${url.pathname}`;
  const link = (to: number) => `${base}?PageSize=${size}&Page=${to}`;
  return {
    meta: {
      page,
      page_size: size,
      first_page_url: link(0),
      previous_page_url: page > 0 ? link(page - 1) : null,
      url: link(page),
      next_page_url: (page + 1) * size < all.length ? link(page + 1) : null,
      key: 'contents',
    },
    contents: all.slice(page * size, (page + 1) * size).map((content) => resourceOf(account, content, base)),
  };
}

function resourceOf(account: Account, content: Content, base: string): object {
  const url = `${base}/${content.sid}`;
  const at = content.at.toString({ smallestUnit: 'second' });
  return {
    sid: content.sid,
    account_sid: account.sid,
    friendly_name: content.friendly_name ?? null,
    language: content.language,
    variables: content.variables,
    types: content.types,
    date_created: at,
    date_updated: at,
    url,
    links: { approval_create: `${url}/ApprovalRequests/whatsapp`, approval_fetch: `${url}/ApprovalRequests` },
  };
}
