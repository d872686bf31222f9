import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const script = fileURLToPath(new URL('read.ts', import.meta.url));
const then = ['--now', '2026-10-07T20:18:00+03:00', '--zone', 'Africa/Nairobi'];

function start(args: readonly string[]) {
  return spawn(process.execPath, [script, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
}

async function run(args: readonly string[], input: string) {
  const child = start(args);
  const ended = once(child, 'close');
  child.stdin.end(input);
  const [said, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  return {
    code,
    errors,
    lines: said
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line)),
  };
}

test('one object a line, empty and very long lines among them', async () => {
  const strange = 'a\u2028b';
  const input = ['dentist kesho saa tatu asubuhi', '', 'x'.repeat(200_000), strange, 'STOP'].join('\n');
  const { code, errors, lines } = await run(then, input);
  expect([code, errors]).toEqual([0, '']);
  expect(lines.map((line) => line.text)).toEqual(input.split('\n'));
  expect(lines[0]).toMatchObject({
    service: 'dental',
    when: { kind: 'moment', candidates: ['2026-10-08T09:00'] },
  });
  expect(lines[4].intents).toEqual(['opt_out']);
});

test('a line is answered before the next is written', async () => {
  const child = start(then);
  const ended = once(child, 'close');
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  for (const said of ['kesho', 'menu']) {
    child.stdin.write(`${said}\n`);
    expect(JSON.parse(String((await answers.next()).value))).toMatchObject({ text: said });
  }
  child.stdin.end();
  await ended;
});

test.each([
  [['--now', 'soon'], '--now'],
  [['--zone', 'Nairobi'], '--zone'],
  [['--later'], '--later'],
])('called wrongly (%j) it says so', async (args, named) => {
  const { code, errors, lines } = await run(args, 'hi\n');
  expect(code).toBe(2);
  expect(errors).toContain(named);
  expect(lines).toEqual([]);
});
