import type { Asked, Pages } from './orders.ts';
import type { Form, StaffBrowser } from './staff.ts';

/** A page that leads to itself has no end. */
const MOST_PAGES = 2_000;

export async function askFor(browser: Pick<StaffBrowser, 'get' | 'post'>, pages: Pages): Promise<Asked> {
  const asked: Asked = { ms: [], refused: [] };
  const ask = async (path: string, form?: Form): Promise<string> => {
    const { status, text, ms } = await (form === undefined ? browser.get(path) : browser.post(path, form));
    asked.ms.push(ms);
    if (status !== 200) asked.refused.push(`${path}: ${status}`);
    return text;
  };
  if ('paths' in pages) {
    for (const path of pages.paths) await ask(path);
    return asked;
  }
  if ('forms' in pages) {
    for (const form of pages.forms) await ask(pages.path, form);
    return asked;
  }
  const link = new RegExp(pages.link);
  for (let next: string | undefined = pages.first; next !== undefined; ) {
    if (asked.ms.length === MOST_PAGES) throw new Error(`${pages.first} has no last page`);
    next = link.exec(await ask(next))?.[1]?.replaceAll('&amp;', '&');
  }
  return asked;
}
