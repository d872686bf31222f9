import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, realpath, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PassThrough, type Readable, type Writable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { z } from 'zod';

/**
 * A backup is one gzip'd file of lines (zcat shows it): first its heading; then table by table a line that names the table, its
 * rows as Postgres' COPY writes them (a row never holds a line break), and `\.`; last the manifest, by which all of it is
 * checked before anything is done with it.
 */
const FORMAT = 1;
const END_OF_ROWS = '\\.';

const headingSchema = z.object({
  miadiBackup: z.number(),
  /** When the snapshot was taken. */
  at: z.string(),
  /** The migrations that the database had, in order. */
  migrations: z.array(z.string()).min(1),
});
const tableSchema = z.object({ table: z.string(), columns: z.array(z.string()).min(1) });
const manifestSchema = z.object({
  tables: z.array(z.object({ table: z.string(), rows: z.number().int(), sha256: z.string() })),
  /** How far each sequence had counted. */
  sequences: z.array(z.object({ table: z.string(), column: z.string(), value: z.string() })),
});

export type BackupHeading = Omit<z.infer<typeof headingSchema>, 'miadiBackup'>;
export type BackupTable = z.infer<typeof tableSchema>;
export type BackupManifest = z.infer<typeof manifestSchema>;

/** What is wrong with a file, in words for who runs Miadi. Thrown by the reading of one; checkBackupFile returns it. */
export class BackupProblem extends Error {}

export type BackupWriter = {
  /** @param rows as COPY … TO STDOUT gives them */
  table(table: BackupTable, rows: Readable): Promise<{ rows: number }>;
  end(sequences: BackupManifest['sequences']): Promise<void>;
};

/**
 * Writes a backup beside `file`, and puts it in its place when it is whole and on disk: what was there before stays until then,
 * and stays for good where `write` throws. Nobody but the account that runs it may read it.
 */
export async function writeBackupFile<Result>(
  named: string,
  heading: BackupHeading,
  write: (writer: BackupWriter) => Promise<Result>,
): Promise<Result> {
  const file = await replaceable(named);
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  const zip = createGzip();
  const disk = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true });
  const written = pipeline(zip, disk);
  written.catch(() => undefined); // told of where it is awaited
  try {
    const push = pushTo(zip, written);
    await push(asLine({ miadiBackup: FORMAT, ...heading }));
    const result = await write(writerTo(push));
    zip.end();
    await written;
    await rename(draft, file);
    await syncFolder(dirname(file));
    return result;
  } catch (error) {
    zip.destroy();
    await written.catch(() => undefined);
    await rm(draft, { force: true });
    throw error;
  }
}

/** Where a link leads to; throws where there is something that is no file, as what is put in its place would take it away (/dev/null). */
async function replaceable(file: string): Promise<string> {
  const there = await stat(file).catch(() => null);
  if (there === null) return file;
  if (!there.isFile()) throw new Error(`${file} is no file: name one that is there, or that is to be made`);
  return realpath(file);
}

type Push = (chunk: Buffer | string) => Promise<void>;

function writerTo(push: Push): BackupWriter {
  const tables: BackupManifest['tables'] = [];
  return {
    async table(table, rows) {
      await push(asLine(table));
      const digest = createHash('sha256');
      let count = 0;
      for await (const chunk of rows as AsyncIterable<Buffer>) {
        digest.update(chunk);
        for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) count++;
        await push(chunk);
      }
      await push(`${END_OF_ROWS}\n`);
      tables.push({ table: table.table, rows: count, sha256: digest.digest('hex') });
      return { rows: count };
    },
    end: (sequences) => push(asLine({ tables, sequences })),
  };
}

function asLine(value: object): string {
  return `${JSON.stringify(value)}\n`;
}

/**
 * Waits where the disk is slower than the database: a backup's size must not be the memory it takes.
 *
 * @param written rejects when the disk takes no more
 */
function pushTo(zip: Writable, written: Promise<void>): Push {
  return async (chunk) => {
    if (zip.destroyed) await written;
    if (!zip.write(chunk))
      await Promise.race([new Promise((resolve) => zip.once('drain', resolve)), written]);
  };
}

/** Or a power cut could forget that the file has its name. */
async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder);
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** What a reading of a backup is given, in the order of the file. */
export type BackupReader = {
  heading?(heading: BackupHeading): void;
  /** Where the rows of that table go; null: nowhere. What is returned is ended, and awaited, after the last of them. */
  table?(table: BackupTable): Promise<Writable> | null;
};

/**
 * Reads a backup from its first line to its last, and checks each table's rows against the manifest.
 *
 * @throws BackupProblem where it is no backup, of another format, cut off, or not as it was written
 */
export async function readBackupFile(
  file: string,
  reader: BackupReader,
): Promise<{ heading: BackupHeading; manifest: BackupManifest }> {
  const lines = linesOf(file);
  try {
    const heading = readHeading(await nextLine(lines));
    reader.heading?.(heading);
    const read: BackupManifest['tables'] = [];
    for (;;) {
      const line = parseLine(await nextLine(lines));
      const table = tableSchema.safeParse(line);
      if (table.success) {
        read.push(await readRows(lines, table.data, (await reader.table?.(table.data)) ?? null));
        continue;
      }
      const manifest = manifestSchema.safeParse(line);
      if (!manifest.success) throw new BackupProblem('a line of it is neither a table nor the manifest');
      checkAgainst(manifest.data, read);
      if (!(await lines.next()).done) throw new BackupProblem('something stands behind its end');
      return { heading, manifest: manifest.data };
    }
  } finally {
    await lines.return(undefined);
  }
}

function readHeading(line: Buffer): BackupHeading {
  const heading = headingSchema.safeParse(parseLine(line));
  if (!heading.success) throw new BackupProblem('it is no backup of Miadi');
  const { miadiBackup, ...rest } = heading.data;
  if (miadiBackup === FORMAT) return rest;
  throw new BackupProblem(`it is of format ${miadiBackup}, and this Miadi reads format ${FORMAT}`);
}

async function readRows(
  lines: AsyncIterator<Buffer>,
  { table }: BackupTable,
  to: Writable | null,
): Promise<BackupManifest['tables'][number]> {
  const digest = createHash('sha256');
  const sink: Writable = to ?? new PassThrough().resume();
  const ended = finished(sink);
  ended.catch(() => undefined); // told of where it is awaited
  let rows = 0;
  for (;;) {
    const line = await nextLine(lines);
    if (line.length === 3 && line.toString('latin1') === `${END_OF_ROWS}\n`) break;
    digest.update(line);
    rows++;
    if (!sink.write(line)) await Promise.race([new Promise((resolve) => sink.once('drain', resolve)), ended]);
  }
  sink.end();
  await ended;
  return { table, rows, sha256: digest.digest('hex') };
}

function checkAgainst(manifest: BackupManifest, read: BackupManifest['tables']): void {
  const told = new Map(manifest.tables.map((one) => [one.table, one]));
  for (const { table, rows, sha256 } of read) {
    const as = told.get(table);
    if (!as || !told.delete(table)) throw new BackupProblem(`the table ${table} is not in its manifest`);
    if (as.rows !== rows)
      throw new BackupProblem(`the table ${table} has ${rows} rows, and was written with ${as.rows}`);
    if (as.sha256 !== sha256)
      throw new BackupProblem(`the rows of the table ${table} are not as they were written`);
  }
  const [missing] = told.keys();
  if (missing !== undefined) throw new BackupProblem(`the table ${missing} is missing`);
}

async function nextLine(lines: AsyncIterator<Buffer>): Promise<Buffer> {
  const { done, value } = await lines.next();
  if (done) throw new BackupProblem('it is cut off');
  return value;
}

function parseLine(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return null;
  }
}

/** The lines with their line breaks. */
async function* linesOf(file: string): AsyncGenerator<Buffer, void, undefined> {
  const source = createReadStream(file);
  const unzipped = source.pipe(createGunzip());
  source.on('error', (error) => unzipped.destroy(error));
  let rest: Buffer[] = [];
  try {
    for await (const chunk of unzipped as AsyncIterable<Buffer>) {
      let from = 0;
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, from)) {
        const end = chunk.subarray(from, at + 1);
        yield rest.length === 0 ? end : Buffer.concat([...rest, end]);
        rest = [];
        from = at + 1;
      }
      if (from < chunk.length) rest.push(chunk.subarray(from));
    }
  } catch (error) {
    throw unreadable(error);
  } finally {
    source.destroy();
  }
  if (rest.length > 0) throw new BackupProblem('it is cut off');
}

/** What zlib says of a file that is none of ours, or damaged; all else is the system's, and says which file. */
function unreadable(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'Z_BUF_ERROR') return new BackupProblem('it is cut off');
  return typeof code === 'string' && code.startsWith('Z_')
    ? new BackupProblem('it is damaged, or no backup')
    : error;
}
