import type { Intent } from '../vocabulary.ts';
import type { FoundSigns } from './found-signs.ts';
import type { Scene } from './reading.ts';

/** What is wanted of a visit that there is, best first. */
export function aboutVisits(signs: FoundSigns, asked: Scene['asked']): Intent[] {
  const { has } = signs;
  const cannot = has('cannot_come');
  if (has('late') && !has('move') && !has('cancel')) return ['late'];
  if (has('move') && asked !== 'slot' && asked !== 'day') return cannot ? ['move', 'cannot_come'] : ['move'];
  if (has('cancel')) return ['cancel'];
  const clashes = has('clash') && has('another');
  if (clashes && !cannot && asked !== 'slot' && asked !== 'day' && !has('late')) return ['move'];
  if (cannot) return has('proposes') || clashes ? ['move', 'cannot_come'] : ['cannot_come'];
  if (has('confirm') && (!has('list') || has('confirm.plain'))) return ['confirm'];
  return has('list') ? ['list'] : [];
}
