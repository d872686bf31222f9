import { randomUUID } from 'node:crypto';
import { assemble } from '../../assemble.ts';
import { movableClock, systemClock } from '../../core/clock.ts';
import { connect } from '../../core/db/connect.ts';
import { uuidIds } from '../../core/ids.ts';
import { createLog } from '../../core/log.ts';
import { publicUrl, twilio } from '../accounts.ts';
import type { Bench } from '../bench.ts';
import { countStatements } from '../lab/counted.ts';
import { plainDialogue } from '../load/dialogue.ts';
import { write } from '../load/webhook.ts';
import type { Wire } from '../load/wire.ts';
import { personOf } from '../people.ts';
import type { Figure } from '../report.ts';
import { peopleTemplate } from './turns.ts';

/** One on each channel says all lines first: what a process looks up once and believes for a while is no turn's round trip. */
const warm = [personOf(0), personOf(1)];
const counted = [personOf(2), personOf(3)];
/**
 * Statements of the sender: they come after the turn's commit, and nobody waits for them. What a day has cost it adds up once a
 * second; here, where it comes to rest after each reply, it does so each time.
 */
const isSending = (text: string) =>
  /\bupdate outbox\b|\binto daily_spend\b/.test(text) && !/\bupdate conversation\b/.test(text);

/** How often a plain turn waits for Postgres, and how often its reply does on its way out. In this process, one turn at a time. */
export async function measureRoundTrips(bench: Bench): Promise<Figure[]> {
  const { lab } = bench;
  const copy = await lab.copy(await peopleTemplate(bench));
  const database = connect(copy.url, { max: 4 });
  let texts: string[] = [];
  countStatements(database.pool, (text) => void texts.push(text));
  const clock = movableClock(systemClock.now()); // stands still, so that nothing is looked up again
  const miadi = assemble({
    ...{ database, clock, ids: uuidIds, vault: lab.vault, log: createLog({ level: 'error' }) },
    ...{
      fetch: takeAll,
      publicUrl,
      twilio: { ...twilio, apiUrl: 'http://provider.bench' },
      africastalking: null,
      smtp: null,
    },
  });
  const wire = wireTo((path, init) => Promise.resolve(miadi.webhooks.request(path, init)));
  const turns: { turn: number; sending: number }[] = [];
  for (const person of [...warm, ...counted]) {
    await write(wire, person, 'menu'); // whatever was said before
    for (const line of plainDialogue) {
      texts = [];
      if ((await write(wire, person, line)) !== 200) throw new Error(`"${line}" was not answered 200`);
      await miadi.sender.idle();
      const sending = texts.filter(isSending).length;
      if (counted.includes(person)) turns.push({ turn: texts.length - sending, sending });
    }
  }
  await miadi.sender.stop();
  await database.close();
  await copy.check();
  await copy.drop();
  return [
    figure('of a plain turn, at most', [Math.max(...turns.map(({ turn }) => turn))], {
      bound: { atMost: 3 },
    }),
    figure(
      'of a plain turn',
      turns.map(({ turn }) => turn),
    ),
    figure(
      'of its reply, after the commit',
      turns.map(({ sending }) => sending),
    ),
  ];
}

const takeAll: typeof fetch = async () =>
  new Response(JSON.stringify({ sid: `SM${randomUUID()}`, contents: [], meta: {} }), { status: 201 });

/** The program in this process, by no wire at all. */
function wireTo(request: (path: string, init: RequestInit) => Promise<Response>): Wire {
  return {
    async post(path, headers, body) {
      const pairs = headers
        .trimEnd()
        .split('\r\n')
        .map((line) => line.split(': ') as [string, string]);
      return (await request(path, { method: 'POST', headers: pairs, body })).status;
    },
    close: () => undefined,
  };
}

function figure(what: string, values: readonly number[], rest: Partial<Figure> = {}): Figure {
  return { part: 'round trips', what, values, ...rest };
}
