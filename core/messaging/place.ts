import type { NoticeId, OutboxId } from '../ids.ts';
import type { Line, Wired } from './outbox.ts';

/** A message that may be on the wire: nobody said what became of the commit that was to put it there. notice: null of an answer. */
export type PerhapsWired = Line & { id: OutboxId; notice: { noticeId: NoticeId } | null };

/**
 * The sender's, kept for a message that is committed as on the wire, and sent from here (decisions 21 and 22). It must be given up again, by one of its
 * ways.
 */
export type Place = {
  /** The message is on the wire. */
  send(wired: Wired): void;
  /** It may be; sent it has surely not been. */
  putBack(perhaps: PerhapsWired): void;
  /** It is not. */
  leave(): void;
};

/** Null: the message is to wait in line. */
export type KeepPlace = (line: Line) => Place | null;
