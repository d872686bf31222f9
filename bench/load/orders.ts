import type { Latencies } from '../statistics.ts';
import type { Change } from './dashboards.ts';
import type { MessageStatus, SentMessage } from './webhook.ts';

/** What the bench asks of the load process, by message; each order is answered once, with what came of it. */
export type Orders = {
  /** Starts Twilio's API; of the messages it takes, those that fit the pattern are counted apart. */
  provider: { order: { pattern?: string }; result: { origin: string } };
  /** How many messages the provider has taken so far. */
  taken: { order: Nothing; result: { messages: number; fitting: number } };
  yardstick: { order: { url: string; ms: number }; result: { rowsPerSecond: number } };
  /** So many people sit down at so many connections; those who sat there before have gone. regulars: they have been at the clinic before. */
  crowd: {
    order: { origins: string[]; connections: number; first: number; people: number; regulars?: boolean };
    result: Nothing;
  };
  /** The crowd writes for so long, or so many turns in all. */
  write: { order: { ms: number } | { turns: number }; result: Written };
  /** So many connections tell what has become of messages, each the next as soon as the last was heard. */
  receipts: {
    order: { origins: string[]; connections: number; messages: SentMessage[]; status: MessageStatus };
    result: Told;
  };
  /** Each of the crowd says what comes before the line they begin with. */
  leadIn: { order: Nothing; result: { failed: number } };
  /** People write whenever it comes to them, whatever was answered. */
  arrivals: {
    order: { origins: string[]; people: number; rate: number; ms: number; regulars?: boolean };
    result: Arrived;
  };
  /** So many people have a connection of their own. */
  chorus: { order: { origins: string[]; people: number }; result: Nothing };
  /** All of the chorus write the same at once, or one of them alone. */
  say: { order: { text: string; alone?: number }; result: { ms: number; failed: number } };
  /** These of the staff sign in, after those who have before them. */
  staff: { order: { origin: string; emails: string[]; password: string }; result: Nothing };
  /** One of them asks for pages, one after the other. */
  pages: { order: { who: number } & Pages; result: Asked };
  /** All of them but the first so many have a dashboard open. */
  dashboards: { order: { origin: string; without: number }; result: Nothing };
  /** A patient writes, and the dashboards hear of it. */
  change: { order: { person: number; conversationId: string; reload: boolean }; result: Change };
};

/**
 * These, or what one page answers to each of these forms, or the first and then what each links to as the next, to the end. link: a pattern of
 * the HTML with the address in it.
 */
export type Pages =
  | { paths: string[] }
  | { path: string; forms: Record<string, string>[] }
  | { first: string; link: string };
/** Each in milliseconds; refused: those that were not answered 200. */
export type Asked = { ms: number[]; refused: string[] };

type Nothing = Record<string, never>;

export type Told = Latencies & { ms: number; failed: number };
export type Written = Told & { turns: number };
/** Latencies count from the instant at which it came to somebody to write. */
export type Arrived = Latencies & { arrived: number; failed: number; ms: number };

export type OrderName = keyof Orders;
export type Order<Name extends OrderName> = Orders[Name]['order'];
export type Result<Name extends OrderName> = Orders[Name]['result'];

export type OrderMessage = {
  [Name in OrderName]: { number: number; name: Name; order: Order<Name> };
}[OrderName];
export type ResultMessage =
  | { number: number; ok: true; result: unknown }
  | { number: number; ok: false; error: string };
