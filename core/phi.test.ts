import { inspect } from 'node:util';
import { serialize } from 'node:v8';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { phi, reveal } from './phi.ts';

const number = '+254711000001';
const hidden = phi(number);

describe('phi', () => {
  test('gives the value back to who asks for it by name', () => {
    expect(reveal(hidden)).toBe(number);
    const person = { name: 'Wanjiku' };
    expect(reveal(phi(person))).toBe(person);
  });

  const printings: [string, () => string][] = [
    ['String()', () => String(hidden)],
    ['a template', () => `to ${hidden}`],
    ['concatenation', () => `to ${''.concat(hidden as unknown as string)}`],
    ['JSON', () => JSON.stringify({ to: hidden })],
    ['inspect', () => inspect({ to: hidden }, { showHidden: true, depth: null })],
    ['an error', () => inspect(new Error(`cannot send to ${hidden}`, { cause: { to: hidden } }))],
    ['pino', () => pinoLine({ to: hidden })],
  ];
  test.each(printings)('%s prints [phi] alone', (_, print) => {
    const printed = print();
    expect(printed).toContain('[phi]');
    expect(printed).not.toContain('254711');
  });

  test('nothing that walks or copies properties finds the value', () => {
    expect(Reflect.ownKeys(hidden)).toEqual([]);
    expect({ ...hidden }).toEqual({});
    expect(inspect(structuredClone(hidden), { showHidden: true })).not.toContain('254711');
    expect(serialize(hidden).toString('latin1')).not.toContain('254711');
  });
});

function pinoLine(fields: object): string {
  const lines: string[] = [];
  pino({}, { write: (line: string) => void lines.push(line) }).info(fields);
  return lines.join('');
}
