import process from 'node:process';
import { readMessage } from '../flows/understand/read-message.ts';
import type { ClinicNames } from '../flows/understand/reading.ts';
import { readingJson } from '../flows/understand/reading-json.ts';
import { readDemoNames } from './read/demo-names.ts';
import { linesOf } from './read/lines.ts';
import { localTime, type ReadTime, readOptions, usage } from './read/options.ts';

/** `npm run --silent read`: one message a line on stdin, one JSON object a line on stdout, each as soon as its line is there. */
process.exitCode = await start(process.argv.slice(2));

/** The exit code: 2 when it was called wrongly. */
async function start(args: readonly string[]): Promise<number> {
  const read = readOptions(args);
  if (!read.ok) {
    if (read.reason === 'help') process.stdout.write(`${usage}\n`);
    else process.stderr.write(`${read.problem}\n\n${usage}\n`);
    return read.reason === 'help' ? 0 : 2;
  }
  process.stdout.on('error', () => process.exit(0)); // whoever read us has gone: `npm run read | head`
  await readLines(read.time, await readDemoNames());
  return 0;
}

async function readLines(time: ReadTime, clinic: ClinicNames): Promise<void> {
  for await (const line of linesOf(process.stdin)) {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    const scene = { now: localTime(time), asked: null, offered: 0, clinic };
    process.stdout.write(`${JSON.stringify(readingJson(text, readMessage(text, scene)))}\n`);
  }
}
