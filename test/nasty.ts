import { sql } from 'kysely';
import type { ChannelKind } from '../core/db/tables.ts';
import { addressHash, organizationLookupKey } from '../core/people/lookup.ts';
import { type PhoneMessage, tapOf } from '../rehearsal/phone.ts';
import { withSmsBy } from './amani.ts';
import { phoneAt } from './happened.ts';
import { assertInvariant } from './invariant.ts';
import { type NastyInput, nastySequences } from './nasty-words.ts';
import { openStage, type Stage } from './play.ts';

/**
 * Plays sequences of nasty inputs on as many phones and says what is wrong with the answers. The phones play in step, so that a
 * wait is one for all; they share a clinic, whose calendar fills up under them.
 */
const LENGTH = 30;
/** Phones at one clinic at a time: more would only find it full. */
const PHONES = 20;

type Player = {
  phone: ReturnType<typeof phoneAt>;
  hash: string;
  inputs: readonly NastyInput[];
  wrote: Parameters<ReturnType<typeof phoneAt>['write']>[0];
  lastId: string | null;
  seen: number;
};

/** Throws with the seed and the inputs at the first promise that is broken. */
export async function playNasty(kind: ChannelKind, count: number, seed: number): Promise<void> {
  const sequences = nastySequences(count, LENGTH, seed);
  // Twilio answers its own opt-out words, and then lets nothing of ours through: here ours are to be seen.
  const clinic = withSmsBy('africastalking');
  // Nothing costs: a phone may be answered with more than its share of a day.
  const channels = clinic.channels.map((channel) => ({ ...channel, price: '0.0000' }));
  for (let from = 0; from < count; from += PHONES) {
    const stage = await openStage(kind, { ...clinic, channels });
    try {
      await playTogether(stage, sequences.slice(from, from + PHONES), `${kind}, seed ${seed}, from ${from}`);
    } finally {
      await stage.close();
    }
  }
}

async function playTogether(stage: Stage, sequences: readonly NastyInput[][], name: string): Promise<void> {
  const lookup = await organizationLookupKey(
    { db: stage.database.db, vault: stage.vault },
    stage.organizationId,
  );
  const players = sequences.map((inputs, place): Player => {
    const address = `+2547200${String(10_000 + place)}`;
    const hash = addressHash(lookup, stage.kind, address).toString('hex');
    return { phone: phoneAt(stage, address), hash, inputs, wrote: { text: 'hi' }, lastId: null, seen: 0 };
  });
  const fail = (player: Player, round: number, what: string): never => {
    const tried = JSON.stringify(player.inputs.slice(0, round + 1));
    const said = player.phone
      .inbox()
      .slice(-3)
      .map((message) => message.text);
    throw new Error(`${name}: ${what}\n${tried}\n${JSON.stringify(said, null, 1)}`);
  };
  for (let round = 0; round < LENGTH; round++) {
    const quiet = await withAPerson(stage);
    const answered = await Promise.all(players.map((player) => act(stage, player, player.inputs[round])));
    for (const [place, player] of players.entries()) {
      const news = newsOf(player);
      if (answered[place] && news.length === 0 && !quiet.has(player.hash)) fail(player, round, 'no answer');
      if (threeAlike(player.phone.inbox())) fail(player, round, 'the same three times running');
    }
    const minutes = players.map(({ inputs }) => inputs[round]).find((one) => one?.do === 'wait')?.minutes;
    if (minutes) await stage.wait(Temporal.Duration.from({ minutes }));
  }
  await assertInvariant(stage.database.db);
  for (const [place, player] of players.entries()) {
    const wrong = await wayOut(stage, player, place % 2 === 0);
    if (wrong) fail(player, LENGTH, wrong);
  }
  expectSilentLog(stage, players, name);
}

/** Whether it is to be answered: a message that came before is not. */
async function act(stage: Stage, player: Player, input: NastyInput | undefined): Promise<boolean> {
  const { phone } = player;
  if (!input || input.do === 'wait') return false;
  if (input.do === 'repeat' && input.same && player.lastId) {
    await phone.write({ ...player.wrote, messageId: player.lastId });
    return false;
  }
  const what = input.do === 'repeat' ? player.wrote : writingOf(stage, phone.inbox(), input);
  player.wrote = what;
  if (what.text) stage.written.push(what.text);
  player.lastId = await phone.write(what);
  return true;
}

function writingOf(
  stage: Stage,
  inbox: readonly PhoneMessage[],
  input: Exclude<NastyInput, { do: 'repeat' | 'wait' }>,
): Player['wrote'] {
  switch (input.do) {
    case 'write':
      return { text: input.text };
    case 'tap': {
      const message = inbox.at(-1 - input.message);
      const tap = tapOf(message, input.choice + 1);
      return tap ? { tap } : { text: String(input.choice + 1) };
    }
    case 'media':
      return { media: [{ url: 'http://providers.test/media', contentType: input.contentType }] };
    case 'locate': {
      const { latitude, longitude } = input;
      return stage.kind === 'whatsapp'
        ? { location: { latitude, longitude } }
        : { text: `https://maps.example/?q=${latitude},${longitude}` };
    }
    default:
      return input satisfies never;
  }
}

function newsOf(player: Player): PhoneMessage[] {
  const inbox = player.phone.inbox();
  const news = inbox.slice(player.seen);
  player.seen = inbox.length;
  return news;
}

function threeAlike(inbox: readonly PhoneMessage[]): boolean {
  const [one, two, three] = inbox
    .slice(-3)
    .map((message) => JSON.stringify([message.text, message.interactive]));
  return (
    three !== undefined &&
    withoutWaits(one) === withoutWaits(two) &&
    withoutWaits(two) === withoutWaits(three)
  );
}

/** A button's id names the wait it answers, which nobody reads. */
const withoutWaits = (message = '') => message.replaceAll(/"id":"[^"]*"/g, '');

/** From wherever the patient is, the menu and a person are two messages away at most. */
async function wayOut(stage: Stage, player: Player, menuFirst: boolean): Promise<string | null> {
  const ways = menuFirst ? [toMenu, toPerson] : [toPerson, toMenu];
  for (const way of ways) {
    const wrong = await way(stage, player);
    if (wrong) return wrong;
  }
  return null;
}

async function toMenu(stage: Stage, player: Player): Promise<string | null> {
  newsOf(player);
  await player.phone.write({ text: 'menu' });
  if (newsOf(player).length === 0) return 'no answer to "menu"';
  if ((await withAPerson(stage)).has(player.hash)) return '"menu" does not bring the bot back';
  return (await flowsOf(stage, player)) === 'menu' ? null : '"menu" does not lead to the menu';
}

async function toPerson(stage: Stage, player: Player): Promise<string | null> {
  for (const text of ['person', '1']) {
    if ((await withAPerson(stage)).has(player.hash)) return null;
    await player.phone.write({ text });
  }
  return (await withAPerson(stage)).has(player.hash) ? null : 'no person within two messages';
}

async function flowsOf(stage: Stage, { hash }: Player): Promise<string> {
  const { rows } = await sql<{ flows: string }>`
    select (select string_agg(frame ->> 'flow', ' ') from jsonb_array_elements(v.frames) as frame) as flows
    from conversation v join contact c on c.id = v.contact_id
    where encode(c.address_hash, 'hex') = ${hash}
  `.execute(stage.database.db);
  return rows[0]?.flows ?? '';
}

/** Whose conversation a person has now: the bot may keep quiet there. */
async function withAPerson(stage: Stage): Promise<Set<string>> {
  const { rows } = await sql<{ hash: string }>`
    select encode(c.address_hash, 'hex') as hash
    from handover h join conversation v on v.id = h.conversation_id join contact c on c.id = v.contact_id
    where h.ended_at is null and h.quiet_until > ${stage.clock.now()}
  `.execute(stage.database.db);
  return new Set(rows.map(({ hash }) => hash));
}

/** Words of the log are codes: of what was written, only what has a name's length and is no code of ours is looked for. */
function expectSilentLog(stage: Stage, players: readonly Player[], name: string): void {
  const log = stage.log.lines.join('\n').toLowerCase();
  const personal = [
    ...stage.written.filter((text) => text.trim().length >= 5 && !/^[a-z]+$/i.test(text.trim())),
    ...players.map(({ phone }) => phone.address.slice(1)),
  ];
  const found = personal.find((text) => log.includes(text.trim().toLowerCase()));
  if (found !== undefined) throw new Error(`${name}: the log says ${found}`);
  const broken = stage.log.lines.find((line) =>
    /"event":"(turn_failed|send_failed|sweep_failed)"/.test(line),
  );
  if (broken) throw new Error(`${name}: ${broken}`);
}
