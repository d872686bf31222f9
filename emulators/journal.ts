import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** A file of one JSON value a line. `append` returns once the line is with the operating system: it survives our kill -9. */
export type Journal = {
  entries: readonly unknown[];
  append(entry: unknown): void;
  rewrite(entries: readonly unknown[]): void;
};

/** What somebody tries out on a phone is still nobody else's to read. */
const ownerOnly = 0o600;

/** Opens the journal at `path`, making it when there is none. A torn last line, left by a kill, is let go. */
export function openJournal(path: string): Journal {
  mkdirSync(dirname(path), { recursive: true });
  const entries = existsSync(path) ? readEntries(path) : [];

  return {
    entries,
    append: (entry) => appendFileSync(path, `${JSON.stringify(entry)}\n`, { mode: ownerOnly }),
    // Written beside and renamed: a kill leaves either the old file or the new one, never half of one.
    rewrite: (kept) => {
      rmSync(`${path}.new`, { force: true }); // of a start that was killed: a file that is there keeps its mode
      const lines = kept.map((entry) => `${JSON.stringify(entry)}\n`).join('');
      writeFileSync(`${path}.new`, lines, { mode: ownerOnly });
      renameSync(`${path}.new`, path);
    },
  };
}

function readEntries(path: string): unknown[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  // Every whole line ends in a newline, so what follows the last one is empty or torn.
  lines.pop();
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as unknown;
    } catch {
      throw new Error(`${path}, line ${index + 1}, is not JSON. Delete the file to start with empty phones.`);
    }
  });
}
