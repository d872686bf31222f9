import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPasswordLine } from './password-line.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const endless = () => new Promise<never>(() => undefined);

test('two at a time; forty wait, and who comes then is told so', async () => {
  const line = createPasswordLine();
  let [under, most] = [0, 0];
  const ends: (() => void)[] = [];
  const work = async () => {
    most = Math.max(most, ++under);
    await new Promise<void>((end) => ends.push(end));
    under--;
    return 'done';
  };
  const asked = Array.from({ length: 42 }, () => line(work));
  expect(await line(work)).toBeNull();
  while (ends.length > 0) {
    ends.shift()?.();
    await vi.advanceTimersByTimeAsync(0);
  }
  expect(await Promise.all(asked)).toEqual(asked.map(() => 'done'));
  expect(most).toBe(2);
});

test('who hangs does not keep the others out, and who ends late gives up no place twice', async () => {
  const line = createPasswordLine();
  void line(endless);
  let end = (): void => undefined;
  const late = line(() => new Promise<void>((resolve) => (end = resolve)));
  const third = line(async () => 'done');
  await vi.advanceTimersByTimeAsync(15_000);
  expect(await third).toBe('done');
  end();
  await late;
  void line(endless);
  void line(endless);
  const waits = vi.fn();
  void line(async () => waits());
  await vi.advanceTimersByTimeAsync(14_000);
  expect(waits).not.toHaveBeenCalled();
});

test('what throws gives its place up', async () => {
  const line = createPasswordLine();
  for (let times = 0; times < 5; times++)
    await expect(
      line(async () => {
        throw new Error('away');
      }),
    ).rejects.toThrow('away');
  expect(await line(async () => 'done')).toBe('done');
});
