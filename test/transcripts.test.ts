import { glob, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseClinicFile } from '../core/clinic/file.ts';
import { beginningOf, type Line, parseTranscript, writeTranscript } from '../rehearsal/transcript.ts';
import { openStage, play, type Stage } from './play.ts';

const root = new URL('..', import.meta.url).pathname;
const files = (await Array.fromAsync(glob('flows/*/transcripts/*.txt', { cwd: root }))).sort();
const parsed = parseClinicFile(await readFile(new URL('../demo/amani.yaml', import.meta.url), 'utf8'));
if (!parsed.ok) throw new Error('the demo clinic has problems');
const { clinic } = parsed;

describe('transcripts', () => {
  test('there are some', () => expect(files.length).toBeGreaterThanOrEqual(8));

  test.each(files)('%s', async (file) => {
    const path = `${root}${file}`;
    const lines = parseTranscript(await readFile(path, 'utf8'));
    const [whatsapp, sms] = await Promise.all([playOn('whatsapp', lines), playOn('sms', lines)]);
    expect(told(whatsapp), 'states and facts are the same on both channels').toEqual(told(sms));
    await expect(writeTranscript(lines, whatsapp, sms)).toMatchFileSnapshot(path);
    // A patient who is known books with four messages after the greeting, a new one with six.
    const asked = lines.filter((line) => line.kind === 'patient').length;
    if (basename(file).startsWith('known-books')) expect(asked).toBeLessThanOrEqual(5);
    if (basename(file).startsWith('new-books')) expect(asked).toBeLessThanOrEqual(7);
  });
});

const told = (played: Awaited<ReturnType<typeof play>>) => played.flatMap((one) => one.told);

async function playOn(kind: 'whatsapp' | 'sms', lines: readonly Line[]) {
  const stage = await openStage(kind, clinic, beginningOf(lines));
  try {
    const played = await play(stage, lines);
    expectLimits(stage);
    expectNothingPersonalLogged(stage);
    return played;
  } finally {
    await stage.close();
  }
}

/** SMS: two GSM-7 segments at most (three would be UCS-2 already, which a name may force on a message). */
function expectLimits(stage: Stage): void {
  for (const message of stage.inbox()) {
    if (message.kind === 'sms') expect(message.segments, message.text).toBeLessThanOrEqual(2);
  }
}

/** Everything the patient typed, names and the number, and everything the bot said: none of it in the log. */
function expectNothingPersonalLogged(stage: Stage): void {
  const log = stage.log.lines.join('\n').toLowerCase();
  expect(stage.log.lines.length, 'the log is captured').toBeGreaterThan(0);
  const words = [
    ...stage.written,
    ...stage.inbox().map((message) => message.text),
    stage.patient,
    '254712345678',
  ];
  for (const word of words.filter((one) => one.length >= 4)) expect(log).not.toContain(word.toLowerCase());
}
