import type { Bench } from '../bench.ts';
import { connections, openStage, type Stage } from '../lab/stage.ts';
import type { MessageStatus, SentMessage } from '../load/webhook.ts';
import type { Figure } from '../report.ts';
import { peopleTemplate } from './turns.ts';

/** What a provider tells of each message, in this order. */
const statuses: readonly MessageStatus[] = ['sent', 'delivered', 'read'];
const messagesInPair = 3_000;

/** Receipts a second through signed webhooks, each on disk before its 200, over rows a second of the same Postgres. */
export async function measureReceipts(bench: Bench): Promise<Figure[]> {
  const { lab, extent, tell } = bench;
  await using stage = await openStage(lab, { template: await peopleTemplate(bench), processes: 1 });
  const { load, origins } = stage;
  await load.ask('crowd', { origins, connections, first: 0, people: extent.people });
  await load.ask('write', { turns: messagesInPair * (extent.pairs + 1) });
  await stage.drain();
  const messages = await messagesOf(stage);
  const share = (number: number) => messages.slice(number * messagesInPair, (number + 1) * messagesInPair);
  await tellAll(stage, share(0)); // while V8 compiles
  const pairs: {
    yardstick: number;
    told: number;
    p99: number;
    cpu: { product: number; postgres: number };
  }[] = [];
  for (let number = 1; number <= extent.pairs; number++) {
    const { rowsPerSecond } = await load.ask('yardstick', {
      url: lab.yardstickUrl,
      ms: extent.seconds * 1_000,
    });
    const pair = { yardstick: rowsPerSecond, ...(await tellAll(stage, share(number))) };
    pairs.push(pair);
    const [rows, told] = [pair.yardstick, pair.told].map(Math.round);
    tell(`receipts, pair ${number}: ${rows} rows/s, ${told} receipts/s, p99 ${pair.p99.toFixed(1)} ms`);
  }
  await stage.check();
  const of = (what: string, value: (pair: (typeof pairs)[number]) => number, unit?: string): Figure => {
    return { part: 'receipts', what, values: pairs.map(value), ...(unit === undefined ? {} : { unit }) };
  };
  return [
    of('receipts ÷ rows, one process', ({ told, yardstick }) => told / yardstick),
    of('receipts a second', ({ told }) => told),
    of('99th percentile of answers', ({ p99 }) => p99, 'ms'),
    of('processor a receipt: product', ({ cpu }) => cpu.product, 'µs'),
    of('processor a receipt: Postgres', ({ cpu }) => cpu.postgres, 'µs'),
  ];
}

/** Of which nothing has been told yet, the latest first. */
async function messagesOf({ database }: Stage): Promise<SentMessage[]> {
  const { rows } = await database.pool.query<SentMessage>(
    `select id as "outboxId", provider_message_id as "providerMessageId" from outbox where state = 'sent'
     and provider_message_id is not null order by seq desc`,
  );
  return rows;
}

async function tellAll(stage: Stage, messages: SentMessage[]) {
  const { load, origins, database } = stage;
  const before = await stage.cpu();
  let [ms, p99] = [0, 0];
  for (const status of statuses) {
    const told = await load.ask('receipts', { origins, connections, messages, status });
    if (told.failed > 0) throw new Error(`${told.failed} receipts were not answered 200`);
    ms += told.ms;
    p99 = Math.max(p99, told.p99);
  }
  const after = await stage.cpu();
  const { rows } = await database.pool.query<{ unread: number }>(
    `select count(*)::int as unread from outbox where id = any($1) and state <> 'read'`,
    [messages.map(({ outboxId }) => outboxId)],
  );
  if (messages.length < messagesInPair || rows[0]?.unread !== 0) throw new Error('not all of them were read');
  const receipts = messages.length * statuses.length;
  const each = (of: 'product' | 'postgres') => ((after[of] - before[of]) * 1_000) / receipts;
  return {
    told: (receipts / ms) * 1_000,
    p99,
    cpu: { product: each('product'), postgres: each('postgres') },
  };
}
