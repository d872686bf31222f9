import type { Bench } from '../bench.ts';
import { openStage, type Stage } from '../lab/stage.ts';
import type { Arrived } from '../load/orders.ts';
import type { Figure } from '../report.ts';
import { inWords, peopleTemplate } from './turns.ts';

const rate = 500;
/** Every measurement of seconds is this much longer: rare slow answers want time to happen. */
const longer = 7.5;
const warmUp = { rate: 100, ms: 3_000 };
/** The rates that are tried to find where it gives way: each so many times the last. */
const ramp = { from: 300, times: 1.25, mostMs: 2_000 };

/**
 * Messages that come by chance, 500 a second: how long patients' messages take when nobody waits for the one before. By a program that has
 * just been started, and by the same when it has run for a while.
 */
export async function measureOpenLoop(bench: Bench): Promise<Figure[]> {
  return [...(await measureProcesses(bench, 1)), ...(await measureProcesses(bench, 2))];
}

async function measureProcesses(bench: Bench, processes: number): Promise<Figure[]> {
  const { lab, extent, tell } = bench;
  const name = inWords(processes);
  await using stage = await openStage(lab, { template: await peopleTemplate(bench), processes });
  const arrive = arrivalsOn(stage, extent.people);
  await arrive(warmUp.rate, warmUp.ms);
  const figures: Figure[] = [];
  for (const when of ['just started', 'running']) {
    const arrived = await arrive(rate, extent.seconds * longer * 1_000);
    tell(`open loop, ${name}, ${when}: ${describe(rate, arrived)}`);
    figures.push(...figuresOf(`${name}, ${when}`, arrived));
  }
  let last: number | undefined;
  for (let tried = ramp.from; ; tried *= ramp.times) {
    const step = await arrive(tried, extent.seconds * 1_000);
    tell(`open loop, ${name}, ramp: ${describe(tried, step)}`);
    if (step.p99 > ramp.mostMs || step.failed > 0) {
      const unit = 'a second';
      figures.push(figure(`${name}: 99th percentile passes ${ramp.mostMs / 1_000} s at`, tried, { unit }));
      figures.push(figure(`${name}: the rate before it`, last ?? 0, { unit }));
      break;
    }
    last = tried;
  }
  await stage.check();
  return figures;
}

function arrivalsOn({ load, origins, drain }: Stage, people: number) {
  return async (rate: number, ms: number): Promise<Arrived> => {
    const arrived = await load.ask('arrivals', { origins, people, rate, ms });
    await drain();
    return arrived;
  };
}

function figuresOf(who: string, arrived: Arrived): Figure[] {
  const what = `${who}, ${rate} a second`;
  return [
    figure(`${what}: 99th percentile`, arrived.p99, { unit: 'ms', bound: { atMost: 50 } }),
    figure(`${what}: not answered 200`, arrived.failed, { bound: { atMost: 0 } }),
    figure(`${what}: 50th percentile`, arrived.p50, { unit: 'ms' }),
    figure(`${what}: 95th percentile`, arrived.p95, { unit: 'ms' }),
    figure(`${what}: slowest`, arrived.max, { unit: 'ms' }),
    figure(`${what}: answered a second`, ((arrived.arrived - arrived.failed) / arrived.ms) * 1_000),
  ];
}

function figure(what: string, value: number, rest: Partial<Figure> = {}): Figure {
  return { part: 'open loop', what, values: [value], ...rest };
}

function describe(rate: number, { arrived, failed, p50, p95, p99, max }: Arrived): string {
  const [half, most, slow, slowest] = [p50, p95, p99, max].map((ms) => ms.toFixed(1));
  const ms = `p50 ${half}, p95 ${most}, p99 ${slow}, max ${slowest} ms`;
  return `${Math.round(rate)} a second, ${arrived} messages: ${ms}, ${failed} not answered 200`;
}
