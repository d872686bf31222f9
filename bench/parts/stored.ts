import type { Bench } from '../bench.ts';
import { fillClinic } from '../lab/clinic.ts';
import { fillMessages } from '../lab/messages.ts';
import { connections, leadPeopleIn, openStage, type Stage } from '../lab/stage.ts';
import type { Figure } from '../report.ts';
import { writeFor } from './turns.ts';

const [few, many] = [10_000, 1_000_000];

/** Whether a clinic that has been written to for years is answered as fast as a new one. */
export async function measureStored(bench: Bench): Promise<Figure[]> {
  const { extent, tell } = bench;
  await using small = await openWith(bench, few);
  await using large = await openWith(bench, many);
  for (const stage of [large, small]) await warm(stage, extent.people);
  const pairs: { few: number; many: number }[] = [];
  for (let number = 1; number <= extent.pairs; number++) {
    const [first, second] = number % 2 === 0 ? [large, small] : [small, large];
    const rates = new Map<Stage, number>();
    for (const stage of [first, second])
      rates.set(stage, (await writeFor(stage, extent.seconds * 1_000)).whole);
    const pair = { few: rates.get(small) ?? 0, many: rates.get(large) ?? 0 };
    pairs.push(pair);
    tell(
      `stored messages, pair ${number}: ${Math.round(pair.few)} turns/s with few, ${Math.round(pair.many)} with many`,
    );
  }
  await small.check();
  await large.check();
  const what = `turns a second with ${many} stored messages ÷ ${few}`;
  return [
    { part: 'stored', what, values: pairs.map((pair) => pair.many / pair.few), bound: { atLeast: 0.9 } },
  ];
}

async function openWith({ lab, extent, tell }: Bench, total: number): Promise<Stage> {
  tell(`stored messages: ${total} are put in`);
  const template = await lab.template(`messages_${total}`, async (database, url) => {
    await fillClinic(database, lab.vault, extent.people);
    await fillMessages(database, lab.vault, total);
    await leadPeopleIn(lab, { database, url, people: extent.people });
  });
  const stage = await openStage(lab, { template, processes: 1 });
  const { load, origins } = stage;
  await load.ask('crowd', { origins, connections, first: 0, people: extent.people });
  return stage;
}

/** Each has written about once: what their turns touch is in memory by then, as it is in a clinic that has been open for years. */
async function warm({ load, drain }: Stage, people: number): Promise<void> {
  const { failed } = await load.ask('write', { turns: people });
  if (failed > 0) throw new Error(`${failed} webhooks were not answered 200`);
  await drain();
}
