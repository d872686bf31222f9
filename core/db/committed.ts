import type pg from 'pg';

/** Tells when events of ours have been committed, by whichever code: one that forgets to tell would be a page that stands still. */
export type Committed = {
  /** For one connection: hears each of its statements after it went well. */
  watch(): (text: string) => void;
  listeners: Set<() => void>;
};

const ofPools = new WeakMap<pg.Pool, Committed>();

export function createCommitted(): Committed {
  const listeners = new Set<() => void>();
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const watch = () => {
    let inTransaction = false;
    let wrote = false;
    return (text: string) => {
      const kind = kindOf(text);
      if (kind === null) return;
      if (kind === 'begin') inTransaction = true;
      else if (kind === 'event') wrote = true;
      else inTransaction = false;
      if (kind === 'rollback') wrote = false;
      if (!wrote || inTransaction) return;
      wrote = false;
      tell();
    };
  };
  return { watch, listeners };
}

type Kind = 'begin' | 'commit' | 'rollback' | 'event' | null;

const kinds = new Map<string, Kind>();
/** Statements come from a fixed number of texts (connect.ts); the few that do not must not fill the memory. */
const mostKinds = 2_000;

function kindOf(text: string): Kind {
  const known = kinds.get(text);
  if (known !== undefined) return known;
  const kind = readKind(text);
  if (kinds.size < mostKinds) kinds.set(text, kind);
  return kind;
}

function readKind(text: string): Kind {
  const [first] = /^\s*\w+/.exec(text.toLowerCase()) ?? [];
  if (first === 'begin' || first === 'start') return 'begin';
  if (first === 'commit') return 'commit';
  if (first === 'rollback') return /^\s*rollback\s+to\b/i.test(text) ? null : 'rollback';
  return /\binsert\s+into\s+"?event"?[\s(]/i.test(text) ? 'event' : null;
}

export function tellCommitted(pool: pg.Pool, committed: Committed): void {
  ofPools.set(pool, committed);
}

/** For another pool whose commits are to be heard as those of this one. */
export function committedOf(pool: pg.Pool): Committed {
  return ofPools.get(pool) ?? createCommitted();
}

/** Calls back after each commit, through this pool, that wrote an event. Returns what ends it. */
export function onCommitted(pool: pg.Pool, listener: () => void): () => void {
  const committed = ofPools.get(pool);
  committed?.listeners.add(listener);
  return () => void committed?.listeners.delete(listener);
}
