import type { Bench } from '../bench.ts';
import { openStage, type Stage } from '../lab/stage.ts';
import type { Arrived } from '../load/orders.ts';
import type { Figure } from '../report.ts';
import { peopleTemplate } from './turns.ts';

const processes = 2;
const rate = 500;
/** Every measurement of seconds is this much longer: rare slow answers want time to happen. */
const longer = 7.5;
const warmUp = { rate: 100, ms: 3_000 };
/** The rates that are tried to find where it gives way: each so many times the last. */
const ramp = { from: 100, times: 1.25, mostMs: 2_000 };

/** Messages that come by chance, 500 a second: how long patients' messages take when nobody waits for the one before. */
export async function measureOpenLoop(bench: Bench): Promise<Figure[]> {
  const { lab, extent, tell } = bench;
  await using stage = await openStage(lab, { template: await peopleTemplate(bench), processes });
  const arrive = arrivalsOn(stage, extent.people);
  await arrive(warmUp.rate, warmUp.ms);
  const steady = await arrive(rate, extent.seconds * longer * 1_000);
  tell(`open loop: ${describe(rate, steady)}`);
  const figures = figuresOf(steady);
  let last: number | undefined;
  for (let tried = ramp.from; ; tried *= ramp.times) {
    const step = await arrive(tried, extent.seconds * 1_000);
    tell(`open loop, ramp: ${describe(tried, step)}`);
    if (step.p99 > ramp.mostMs || step.failed > 0) {
      figures.push(
        figure(`ramp: 99th percentile passes ${ramp.mostMs / 1_000} s at`, tried, { unit: 'a second' }),
      );
      figures.push(figure('ramp: the rate before it', last ?? 0, { unit: 'a second' }));
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

function figuresOf(steady: Arrived): Figure[] {
  return [
    figure(`${rate} a second: 99th percentile`, steady.p99, { unit: 'ms', bound: { atMost: 50 } }),
    figure(`${rate} a second: not answered 200`, steady.failed, { bound: { atMost: 0 } }),
    figure(`${rate} a second: 50th percentile`, steady.p50, { unit: 'ms' }),
    figure(`${rate} a second: 95th percentile`, steady.p95, { unit: 'ms' }),
    figure(`${rate} a second: slowest`, steady.max, { unit: 'ms' }),
    figure(`${rate} a second: answered a second`, ((steady.arrived - steady.failed) / steady.ms) * 1_000),
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
