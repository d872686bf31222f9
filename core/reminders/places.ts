import type { OutboxId } from '../ids.ts';
import type { Wired } from '../messaging/outbox.ts';
import type { KeepPlace, PerhapsWired, Place } from '../messaging/place.ts';

/** The sender's places for the attempts of one transaction: kept before they are written, given up when its end is known. */
export type Places = {
  keep(attempt: PerhapsWired): boolean;
  /** The attempt is on the wire if the transaction ends well. wired null: it is, and cannot be sent as it is. */
  wires(id: OutboxId, wired: Wired | null): void;
  /** The transaction ended well. */
  committed(): void;
  /** It did not, or nobody knows. */
  broken(): void;
};

export function openPlaces(keepPlace: KeepPlace): Places {
  const kept = new Map<OutboxId, { attempt: PerhapsWired; place: Place; wired?: Wired | null }>();
  return {
    keep(attempt) {
      const place = keepPlace(attempt);
      if (place !== null) kept.set(attempt.id, { attempt, place });
      return place !== null;
    },
    wires(id, wired) {
      const one = kept.get(id);
      if (one) one.wired = wired;
    },
    committed() {
      for (const { attempt, place, wired } of kept.values()) {
        if (wired === undefined) place.leave();
        else if (wired === null)
          place.putBack(attempt); // who claims it finds out what is wrong with it
        else place.send(wired);
      }
    },
    broken() {
      for (const { attempt, place, wired } of kept.values()) {
        if (wired === undefined) place.leave();
        else place.putBack(attempt);
      }
    },
  };
}
