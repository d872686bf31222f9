import { glob } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { text } from './vocabulary.ts';
import { everyWording } from './words.ts';

test('a text that does not take the channel does not know of it, under any name', async () => {
  const offending: string[] = [];
  let count = 0;
  for await (const path of glob('*/texts.*.ts', { cwd: import.meta.dirname })) {
    const module: Record<string, unknown> = await import(new URL(path, import.meta.url).href);
    for (const texts of Object.values(module)) {
      if (typeof texts !== 'object') continue;
      for (const [key, written] of Object.entries(texts as Record<string, (...given: never[]) => string>)) {
        count += 1;
        const source = written.toString();
        if (written.length < 2 && (/\bkind\b/.test(source) || /^\(\s*\.\.\./.test(source)))
          offending.push(`${path}: ${key}`);
      }
    }
  }
  expect(count).toBeGreaterThan(300);
  expect(offending).toEqual([]);
});

test('a text as any channel shows it, in every language; once where all show the same', () => {
  const when = { start: '2026-10-08T06:00:00Z', zone: 'Africa/Nairobi' };
  expect(everyWording(text('booking.day', { day: '2026-10-08' }))).toEqual([
    'Thu 8 October',
    'Alhamisi 8 Oktoba',
  ]);
  const slot = everyWording(text('booking.slot', { ...when }));
  expect(slot).toHaveLength(3); // in English all channels show the same
  expect(new Set(slot).size).toBe(3);
});
