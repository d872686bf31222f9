import { setTimeout as sleep } from 'node:timers/promises';

/** What goes wrong with a send. `taken`: the provider takes the message all the same, so that it reaches the phone. */
export type Fault =
  /** The provider says no: an HTTP status and its own code. */
  | { kind: 'refuse'; status: number; code: number; message?: string }
  /** Nobody listens: the connection is refused. (Over a port of our own, where that cannot be played, HTTP 500.) */
  | { kind: 'unreachable' }
  /** No answer ever comes. */
  | { kind: 'hang'; taken: boolean }
  /** The connection breaks in the middle of the answer. */
  | { kind: 'drop'; taken: boolean }
  /** Taken, but a page of a proxy is what comes back. */
  | { kind: 'nonsense'; status?: number }
  /** Taken, and answered late. */
  | { kind: 'delay'; ms: number }
  /** Taken and delivered, but no receipt ever tells. */
  | { kind: 'no-receipts' }
  /** Taken and delivered; its receipts wait until they are released. */
  | { kind: 'held-receipts' }
  /** Taken and delivered; its receipts come in the wrong order, each twice. */
  | { kind: 'unruly-receipts' }
  /** Taken, and then it never reaches the phone, and nobody ever tells. */
  | { kind: 'lost' }
  /** Taken, and then it never reaches the phone. The code is the provider's (for Africa's Talking, its failureReason). */
  | { kind: 'undelivered'; code: string };

export type Refusal = Extract<Fault, { kind: 'refuse' }>;

export type Faults = ReturnType<typeof createFaults>;

/** Whether a message that was taken with that fault comes to lie on the phone. */
export function arrives(fault: Fault | undefined): boolean {
  return fault?.kind !== 'undelivered' && fault?.kind !== 'lost';
}

/** Faults waiting to happen, one a send, in the order they were asked for; and what is wrong with every other send. */
export function createFaults() {
  const waiting: Fault[] = [];
  let lasting: Fault | null = null;
  const stopped = new AbortController();

  return {
    add: (fault: Fault, times = 1): void => {
      for (let i = 0; i < times; i += 1) waiting.push(fault);
    },
    /** From now on each send goes wrong like this for which no other fault waits; null: none does any more. */
    last: (fault: Fault | null): void => {
      lasting = fault;
    },
    /** What is wrong with every send, also before one is made. */
    lasting: (): Fault | null => lasting,
    clear: (): void => {
      waiting.length = 0;
      lasting = null;
    },
    /** How many are still to come. */
    waiting: (): number => waiting.length,
    next: (): Fault | undefined => waiting.shift() ?? lasting ?? undefined,

    /** Answers a send as the fault has it. `take` is the honest answer, and takes the message. */
    async answer(
      fault: Fault | undefined,
      signal: AbortSignal,
      take: () => Response,
      refuse: (refusal: Refusal) => Response,
    ): Promise<Response> {
      switch (fault?.kind) {
        case undefined:
        case 'no-receipts':
        case 'held-receipts':
        case 'unruly-receipts':
        case 'lost':
        case 'undelivered':
          return take();
        case 'refuse':
          return refuse(fault);
        case 'unreachable':
          throw connectionRefused();
        case 'hang':
          if (fault.taken) take();
          await ended(AbortSignal.any([signal, stopped.signal]));
          return new Response(null, { status: 503 });
        case 'drop':
          if (fault.taken) take();
          return brokenOff();
        case 'nonsense':
          take();
          return new Response('<html><body><h1>Bad Gateway</h1></body></html>', {
            status: fault.status ?? 200,
            headers: { 'content-type': 'text/html' },
          });
        case 'delay':
          await sleep(fault.ms, undefined, { signal: stopped.signal }).catch(() => undefined);
          return take();
        default:
          return fault satisfies never;
      }
    },

    /** Lets go of every send that hangs. */
    stop: (): void => stopped.abort(),
  };
}

/** What fetch throws where nobody listens; the apps let it through (rethrow). */
function connectionRefused(): TypeError {
  const cause = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
  return new TypeError('fetch failed', { cause });
}

/** For an emulator's app: the fault is the caller's to see, and no answer. */
export function rethrow(error: Error): never {
  throw error;
}

function ended(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/** Headers arrive, then the body breaks: what a client sees when the line goes down after the provider has begun to answer. */
function brokenOff(): Response {
  const body = new ReadableStream({
    start: (controller) => controller.error(new Error('connection broken')),
  });
  return new Response(body, { status: 201, headers: { 'content-type': 'application/json' } });
}
