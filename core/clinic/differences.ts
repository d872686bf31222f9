import type { ClinicSettings } from './settings.ts';
import { type FileTree, toFileTree } from './write-file.ts';

type Node = FileTree | (FileTree | string)[] | string;

/** What differs, in the words of the clinic's file: 'services.dental.price: 1500 → 1800', 'branches.karen: added'. */
export function differences(before: ClinicSettings, after: ClinicSettings): string[] {
  return compare(toFileTree(before), toFileTree(after), '');
}

function compare(before: Node, after: Node, path: string): string[] {
  if (Array.isArray(before) && Array.isArray(after)) return compareLists(before, after, path);
  if (isTree(before) && isTree(after)) return compareTrees(before, after, path);
  const [was, is] = [inOneLine(before), inOneLine(after)];
  return was === is ? [] : [`${path}: ${was} → ${is}`];
}

function compareTrees(before: FileTree, after: FileTree, path: string): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  const found = [...keys].flatMap((key) => {
    const inner = path === '' ? key : `${path}.${key}`;
    const [was, is] = [before[key], after[key]];
    if (was === undefined) return [`${inner}: added${is === undefined ? '' : told(is)}`];
    if (is === undefined) return [`${inner}: taken out${told(was)}`];
    return compare(was, is, inner);
  });
  const common = (tree: FileTree, other: FileTree) => Object.keys(tree).filter((key) => key in other);
  return isReordered(common(before, after), common(after, before))
    ? [...found, `${path}: in another order`]
    : found;
}

function compareLists(before: Node[], after: Node[], path: string): string[] {
  const [was, is] = [before.map(inOneLine), after.map(inOneLine)];
  const gone = was.filter((item) => !is.includes(item)).map((item) => `${path}: taken out, ${item}`);
  const come = is.filter((item) => !was.includes(item)).map((item) => `${path}: added, ${item}`);
  const reordered = gone.length + come.length === 0 && isReordered(was, is);
  return reordered ? [`${path}: in another order`] : [...gone, ...come];
}

function isReordered(before: readonly string[], after: readonly string[]): boolean {
  return before.some((item, index) => after[index] !== item);
}

/** A record's own parts are not listed when the whole of it comes or goes. */
function told(node: Node): string {
  return isTree(node) ? '' : `, ${inOneLine(node)}`;
}

function inOneLine(node: Node): string {
  if (typeof node === 'string') return node;
  if (Array.isArray(node)) return node.map(inOneLine).join('; ');
  return Object.entries(node)
    .map(([key, value]) => `${key} ${inOneLine(value)}`)
    .join(', ');
}

function isTree(node: Node): node is FileTree {
  return typeof node === 'object' && !Array.isArray(node);
}
