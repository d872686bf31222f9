import { expect, test } from 'vitest';
import { askFor } from './pages.ts';
import type { Form } from './staff.ts';

const pages: Readonly<Record<string, string>> = {
  '/first': '<a href="/first?after=2&amp;all=yes">Earlier</a>',
  '/first?after=2&all=yes': '<a href="/other">Home</a>',
};
const browser = {
  get: async (path: string) => ({ status: path in pages ? 200 : 404, text: pages[path] ?? '', ms: 1 }),
  post: async (path: string, { q }: Form) => ({
    status: path === '/search' && q ? 200 : 422,
    text: '',
    ms: 2,
  }),
};

test('pages are asked for one after the other, and what is refused is told', async () => {
  expect(await askFor(browser, { paths: ['/first', '/nothing'] })).toEqual({
    ms: [1, 1],
    refused: ['/nothing: 404'],
  });
});

test('a page is posted each form, and of what is refused no word is told', async () => {
  expect(await askFor(browser, { path: '/search', forms: [{ q: 'Asha' }, { q: '' }] })).toEqual({
    ms: [2, 2],
    refused: ['/search: 422'],
  });
});

test('pages are followed to the last', async () => {
  const link = 'href="(/first[^"]+)"';
  expect(await askFor(browser, { first: '/first', link })).toEqual({ ms: [1, 1], refused: [] });
});
