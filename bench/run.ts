import process from 'node:process';
import type { Extent, Part } from './bench.ts';
import { openLab } from './lab/lab.ts';
import { type PartName, readOptions, usage } from './options.ts';
import { measureComparison } from './parts/compare.ts';
import { measureDesk } from './parts/desk.ts';
import { measureMemory } from './parts/memory.ts';
import { measureOpenLoop } from './parts/open-loop.ts';
import { measureRaces } from './parts/race.ts';
import { measureReading } from './parts/reading.ts';
import { measureReceipts } from './parts/receipts.ts';
import { measureReminders } from './parts/reminders.ts';
import { measureRoundTrips } from './parts/round-trips.ts';
import { measureSlots } from './parts/slots.ts';
import { measureStored } from './parts/stored.ts';
import { measureTurns } from './parts/turns.ts';
import { type Figure, isMet, markdownOf } from './report.ts';

const parts: Record<PartName, Part> = {
  reading: measureReading,
  turns: measureTurns,
  receipts: measureReceipts,
  'round-trips': measureRoundTrips,
  stored: measureStored,
  'open-loop': measureOpenLoop,
  slots: measureSlots,
  race: measureRaces,
  memory: measureMemory,
  reminders: measureReminders,
  desk: measureDesk,
  compare: measureComparison,
};

const options = readOptions(process.argv.slice(2));
if (options.ok) await run(options.parts, options.extent);
else {
  process.stderr.write(`${options.problem}\n\n${usage}\n`);
  process.exitCode = 2;
}

async function run(names: readonly PartName[], extent: Extent): Promise<void> {
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  const lab = await openLab();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void lab.close().finally(() => process.exit(1)));
  }
  const figures: Figure[] = [];
  try {
    for (const name of names) figures.push(...(await parts[name]({ lab, extent, tell })));
  } finally {
    process.stdout.write(`${markdownOf(figures)}\n`); // also of what was measured before a part that counts for nothing
    await lab.close();
  }
  if (figures.some((figure) => isMet(figure) === false)) process.exitCode = 1;
}
