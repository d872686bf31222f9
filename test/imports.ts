import { dirname, join, normalize } from 'node:path';

/** A file of the project; its path is relative to the root. */
export type SourceFile = { path: string; text: string };

/** What a file brings in: one of ours by its path, or a library by its name. */
export type Import = { what: string; ours: boolean; typeOnly: boolean };

/**
 * Whom the files under a path may import. A room's own files always; `types`: only with `import type`; `node`: modules of
 * Node itself. The longest path that fits a file counts.
 */
export type RoomRule = {
  under: string;
  rooms: readonly string[];
  types?: readonly string[];
  libraries: readonly string[];
  node: boolean;
};

/** Words that only the files named may have: with the reason. */
export type WordRule = { pattern: RegExp; instead: string; borders: Readonly<Record<string, string>> };

const MOST_LINES = 400;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;

/** All offenders, as "path: what is wrong". */
export function offenders(
  files: readonly SourceFile[],
  rules: { rooms: readonly RoomRule[]; words: readonly WordRule[] },
): string[] {
  const code = files.filter(({ path }) => path.endsWith('.ts'));
  const imports = new Map(code.map((file) => [file.path, importsOf(file)]));
  return [
    ...files.flatMap(formOffences),
    ...code.filter(({ path }) => !isTest(path)).flatMap((file) => wordOffences(file, rules.words)),
    ...[...imports].flatMap(([path, found]) =>
      isTest(path) ? [] : found.flatMap((one) => importOffence(path, one, rules.rooms)),
    ),
    ...circles(imports).map((circle) => `${circle[0]}: a circle of imports: ${circle.join(' → ')}`),
  ];
}

/** Tests, what only tests lean on, and the bench, which looks at the whole from outside as they do. */
export function isTest(path: string): boolean {
  return (
    path.startsWith('test/') ||
    path.startsWith('bench/') ||
    /(^|\/)test-[^/]+\.ts$/.test(path) ||
    path.endsWith('.test.ts')
  );
}

const importing =
  /^(?:import|export)\b(\s+type\b)?[^;'"`]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm;

export function importsOf({ path, text }: SourceFile): Import[] {
  return [...withoutComments(text).matchAll(importing)].map(([, type, from, bare, later]) => {
    const written = from ?? bare ?? later ?? '';
    const ours = written.startsWith('.');
    const what = ours ? normalize(join(dirname(path), written)) : written;
    return { what, ours, typeOnly: type !== undefined };
  });
}

function formOffences({ path, text }: SourceFile): string[] {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const lines = text.trimEnd().split('\n').length;
  return [
    ...(kebab.test(name) ? [] : [`${path}: the name is not kebab-case`]),
    ...(lines > MOST_LINES ? [`${path}: ${lines} lines, and no file has more than ${MOST_LINES}`] : []),
    ...(/^export default\b/m.test(text) && !name.endsWith('.config.ts') ? [`${path}: a default export`] : []),
  ];
}

function wordOffences({ path, text }: SourceFile, rules: readonly WordRule[]): string[] {
  const code = withoutComments(text);
  return rules.flatMap(({ pattern, instead, borders }) => {
    const found = Object.hasOwn(borders, path) ? null : pattern.exec(code);
    return found ? [`${path}: ${found[0].trim()} (${instead})`] : [];
  });
}

function importOffence(path: string, found: Import, rules: readonly RoomRule[]): string[] {
  const rule = ruleOf(path, rules);
  if (!rule) return [`${path}: no rule says whom this room may import`];
  if (found.ours && isTest(found.what)) return [`${path}: imports a test, ${found.what}`];
  return allows(rule, path, found) ? [] : [`${path}: may not import ${found.what}`];
}

function allows(rule: RoomRule, path: string, { what, ours, typeOnly }: Import): boolean {
  if (!ours) return what.startsWith('node:') ? rule.node : rule.libraries.some((one) => lies(what, one));
  const types = typeOnly ? (rule.types ?? []) : [];
  return roomOf(path) === roomOf(what) || [...rule.rooms, ...types].some((one) => lies(what, one));
}

function ruleOf(path: string, rules: readonly RoomRule[]): RoomRule | undefined {
  const fitting = rules.filter(({ under }) => lies(path, under));
  return fitting.toSorted((a, b) => b.under.length - a.under.length)[0];
}

/** A file of the root is a room of its own. */
function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}

function lies(path: string, under: string): boolean {
  return path === under || path.startsWith(`${under}/`);
}

/** Each circle once, from the first of its files on. */
function circles(imports: ReadonlyMap<string, readonly Import[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const walk = (path: string, way: readonly string[]): void => {
    const at = way.indexOf(path);
    if (at >= 0) found.push([...way.slice(at), path]);
    if (at >= 0 || done.has(path)) return;
    for (const { what, ours, typeOnly } of imports.get(path) ?? []) {
      if (ours && !typeOnly && imports.has(what)) walk(what, [...way, path]);
    }
    done.add(path);
  };
  for (const path of [...imports.keys()].sort()) walk(path, []);
  return found;
}

/** Lines that are comments only: what stands in them is no code. */
function withoutComments(text: string): string {
  return text.replace(/^\s*(\/\/|\/\*|\*).*$/gm, '');
}
