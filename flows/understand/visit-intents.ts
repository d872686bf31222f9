import type { Intent } from '../vocabulary.ts';
import type { FoundSigns } from './found-signs.ts';
import type { Scene } from './reading.ts';

/** What is wanted of a visit that there is, best first. */
export function aboutVisits(signs: FoundSigns, asked: Scene['asked']): Intent[] {
  const { has } = signs;
  const cannot = has('cannot_come') || (asked === 'confirm' && has('cannot_come.bare'));
  const free = asked !== 'slot' && asked !== 'day';
  const isLate = has('late') && !(cannot && !has('late.plain'));
  if (isLate && !has('move') && !has('cancel')) return ['late'];
  if (has('move') && free) return cannot ? ['move', 'cannot_come'] : ['move'];
  if (has('cancel')) return ['cancel'];
  const agreeing = asked === 'yes_no' || asked === 'confirm';
  if (agreeing && has('other time') && !has('late')) return cannot ? ['move', 'cannot_come'] : ['move'];
  if (free && !cannot && !has('late') && has('has') && has('but') && has('wants new')) return ['move'];
  const clashes = has('clash') && has('another');
  if (clashes && !cannot && free && !has('late')) return ['move'];
  if (cannot) return has('proposes') || clashes ? ['move', 'cannot_come'] : ['cannot_come'];
  if (has('confirm') && (!has('list') || has('confirm.plain')))
    return asked === null && has('book.strong') && has('book') ? ['book'] : ['confirm'];
  return has('list') ? ['list'] : [];
}
