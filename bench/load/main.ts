import process from 'node:process';
import { meetArrivals } from './arrivals.ts';
import { type Chorus, openChorus } from './chorus.ts';
import { type Crowd, openCrowd } from './crowd.ts';
import { type Dashboards, openDashboards } from './dashboards.ts';
import { openTalk } from './dialogue.ts';
import type { Order, OrderMessage, OrderName, Result, ResultMessage } from './orders.ts';
import { askFor } from './pages.ts';
import { openProvider, type Provider } from './provider.ts';
import { tellReceipts } from './receipts.ts';
import { type StaffBrowser, signInAll } from './staff.ts';
import { measureYardstick } from './yardstick.ts';

/** The process that makes the load and plays the provider, so that neither takes anything of the processes measured. */
let provider: Provider | undefined;
let crowd: Crowd | undefined;
let chorus: Chorus | undefined;
const talk = openTalk();
const staff: StaffBrowser[] = [];
let dashboards: Dashboards | undefined;

const carryOut: { [Name in OrderName]: (order: Order<Name>) => Promise<Result<Name>> } = {
  async provider({ pattern }) {
    provider = await openProvider(pattern === undefined ? null : new RegExp(pattern));
    return { origin: provider.origin };
  },
  async taken() {
    return provider?.taken() ?? { messages: 0, fitting: 0 };
  },
  async yardstick({ url, ms }) {
    return { rowsPerSecond: await measureYardstick(url, ms) };
  },
  async crowd({ origins, regulars = false, ...who }) {
    crowd?.close();
    crowd = await openCrowd(origins, { ...who, regulars, talk });
    return {};
  },
  async write(until) {
    if (crowd === undefined) throw new Error('nobody is there to write');
    return crowd.write(until);
  },
  async receipts({ origins, ...order }) {
    return tellReceipts(origins, order);
  },
  async leadIn() {
    if (crowd === undefined) throw new Error('nobody is there to write');
    return crowd.leadIn();
  },
  async arrivals({ origins, regulars = false, ...order }) {
    return meetArrivals(origins, { ...order, talk: (person) => talk(person, regulars) });
  },
  async chorus({ origins, people }) {
    chorus?.close();
    chorus = await openChorus(origins, people);
    return {};
  },
  async say({ text, alone }) {
    if (chorus === undefined) throw new Error('nobody is there to say it');
    return chorus.say(text, alone);
  },
  async staff({ origin, emails, password }) {
    staff.push(...(await signInAll(origin, { emails, password, from: staff.length })));
    return {};
  },
  async pages({ who, ...pages }) {
    const browser = staff[who];
    if (browser === undefined) throw new Error('nobody of that number is signed in');
    return askFor(browser, pages);
  },
  async dashboards({ origin, without }) {
    dashboards = await openDashboards(origin, staff.slice(without));
    return {};
  },
  async change(order) {
    if (dashboards === undefined) throw new Error('no dashboard is open');
    return dashboards.change(order);
  },
};

process.on('message', async ({ number, name, order }: OrderMessage) => {
  const answer = (message: ResultMessage) => process.send?.(message);
  try {
    const act = carryOut[name] as (order: unknown) => Promise<unknown>;
    answer({ number, ok: true, result: await act(order) });
  } catch (error) {
    answer({
      number,
      ok: false,
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
});
process.on('disconnect', () => process.exit());
