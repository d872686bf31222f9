import { expect, test } from 'vitest';
import { askFor } from './pages.ts';

const pages: Readonly<Record<string, string>> = {
  '/first': '<a href="/first?after=2&amp;all=yes">Earlier</a>',
  '/first?after=2&all=yes': '<a href="/other">Home</a>',
};
const browser = {
  get: async (path: string) => ({ status: path in pages ? 200 : 404, text: pages[path] ?? '', ms: 1 }),
};

test('pages are asked for one after the other, and what is refused is told', async () => {
  expect(await askFor(browser, { paths: ['/first', '/nothing'] })).toEqual({
    ms: [1, 1],
    refused: ['/nothing: 404'],
  });
});

test('pages are followed to the last', async () => {
  const link = 'href="(/first[^"]+)"';
  expect(await askFor(browser, { first: '/first', link })).toEqual({ ms: [1, 1], refused: [] });
});
