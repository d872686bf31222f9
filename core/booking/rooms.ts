import type { RoomId } from '../ids.ts';
import type { RoomAvailability, Stretch } from './availability.ts';
import { mergeStretches } from './opening-hours.ts';

/** A room during a search that goes forward: each taken stretch is passed once and not looked at again. */
export type RoomWalk = {
  roomId: RoomId;
  taken: readonly Stretch[];
  /** The first taken stretch that ends after where the search is. */
  next: number;
};

export function startRoomWalk({ roomId, busy }: RoomAvailability): RoomWalk {
  return { roomId, taken: mergeStretches(busy), next: 0 };
}

/** Whether the room is free in [from, to), in epoch milliseconds; `from` must not go back between two calls. */
export function isRoomFree(walk: RoomWalk, from: number, to: number): boolean {
  let taken = walk.taken[walk.next];
  while (taken !== undefined && taken.to <= from) taken = walk.taken[++walk.next];
  return taken === undefined || taken.from >= to;
}

/** The rooms that are free all the time from `start` to `end`, in the clinic's order; null where none is needed. */
export function freeRooms(
  rooms: readonly RoomAvailability[] | null,
  start: Temporal.Instant,
  end: Temporal.Instant,
): RoomId[] | null {
  if (rooms === null) return null;
  return rooms
    .map(startRoomWalk)
    .filter((walk) => isRoomFree(walk, start.epochMilliseconds, end.epochMilliseconds))
    .map(({ roomId }) => roomId);
}
