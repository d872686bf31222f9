import type { Callbacks } from './callbacks.ts';
import type { Fault } from './faults.ts';

/** Tells the clinic one thing of one message. */
export type Receipt = () => Promise<void>;

export type Receipts = ReturnType<typeof createReceipts>;

/** How a provider tells what became of the messages that it took. */
export function createReceipts(callbacks: Callbacks) {
  const held: Receipt[] = [];

  /** After the present request is answered, one after the other; then `done`. */
  function tell(receipts: readonly Receipt[], done: () => void = () => undefined): void {
    callbacks.later(async () => {
      for (const receipt of receipts) await receipt();
      done();
    });
  }

  return {
    /** Tells of one message in order, or as its fault has it. */
    give(fault: Fault | undefined, receipts: readonly Receipt[], done: () => void): void {
      if (fault?.kind === 'held-receipts') held.push(...receipts);
      tell(toldOf(fault, receipts), done);
    },

    /** How many are held. */
    held: (): number => held.length,

    /**
     * Lets go of all that are held, oldest first.
     *
     * @param order which of them come, and when: some twice, say, or shuffled
     */
    release(order: (receipts: Receipt[]) => Receipt[] = (receipts) => receipts): void {
      tell(order(held.splice(0)));
    },
  };
}

function toldOf(fault: Fault | undefined, receipts: readonly Receipt[]): readonly Receipt[] {
  switch (fault?.kind) {
    case 'no-receipts':
    case 'held-receipts':
    case 'lost':
      return [];
    case 'unruly-receipts':
      return receipts.toReversed().flatMap((receipt) => [receipt, receipt]);
    default:
      return receipts;
  }
}
