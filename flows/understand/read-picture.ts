import type { Intent } from '../vocabulary.ts';
import type { Scene } from './reading.ts';

/** A message of signs alone. A thumb answers a question; out of nowhere it says nothing. */
export function readPicture(text: string, asked: Scene['asked']): Intent[] {
  const shown = text.slice(0, 100);
  if (asked && /👍|👌|✅/u.test(shown)) return ['yes'];
  if (asked && /👎|❌/u.test(shown)) return ['no'];
  return shown.includes('🙏') ? ['thanks'] : [];
}
