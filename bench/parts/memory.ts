import type { Bench } from '../bench.ts';
import { fillClinic } from '../lab/clinic.ts';
import { connections, openStage } from '../lab/stage.ts';
import type { Figure } from '../report.ts';

const MIB = 2 ** 20;
/** Crowds that come one after another; what the first leaves behind is the beginning. */
const crowds = 3;

/** What a process holds while ever more people have a conversation open, and the most that the system has given it. */
export async function measureMemory(bench: Bench): Promise<Figure[]> {
  const { lab, extent, tell } = bench;
  const { people } = extent;
  const template = await lab.template(`people_${people * crowds}`, (database) =>
    fillClinic(database, lab.vault, people * crowds),
  );
  await using stage = await openStage(lab, { template, processes: 1 });
  const { load, origins, products } = stage;
  const [product] = products;
  if (product === undefined) throw new Error('no process was started');
  const held: number[] = [];
  const resident: number[] = [];
  for (let crowd = 0; crowd < crowds; crowd++) {
    await load.ask('crowd', { origins, connections, first: crowd * people, people });
    await load.ask('write', { turns: people });
    await stage.drain();
    const memory = await product.memory();
    held.push(memory.held / MIB);
    resident.push(memory.resident / MIB);
    tell(`memory, ${(crowd + 1) * people} conversations: holds ${held.at(-1)?.toFixed(1)} MiB`);
  }
  const most = (await product.mostResident()) / MIB;
  await stage.check();
  const each = (of: readonly number[]) =>
    of.slice(1).map((value, before) => ((value - (of[before] ?? 0)) * 10_000) / people);
  return [
    figure('a process at most, under load', [most], { bound: { atMost: 256 } }),
    figure('held, for 10,000 more open conversations', each(held), { bound: { atMost: 4 } }),
    figure('held, once waste is collected', held),
    figure('resident, after the load', resident),
  ];
}

function figure(what: string, values: readonly number[], rest: Partial<Figure> = {}): Figure {
  return { part: 'memory', what, values, unit: 'MiB', ...rest };
}
