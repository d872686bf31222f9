import type { OutboxId } from '../../core/ids.ts';
import type { Core } from '../../core/scope.ts';
import type { Step } from '../../flows/engine.ts';
import { writeContent } from '../render/content.ts';
import type { Offered } from './read-reply.ts';

/**
 * What a step leaves behind, as it is written: its last frame, the choices shown last and the replies are all of the wait that begins with it.
 *
 * @returns frames and offered as JSON; offered null: nothing is
 */
export function leftBehind(
  { ids }: Pick<Core, 'ids'>,
  { frames, says }: Pick<Step, 'frames' | 'says'>,
  waitId: string,
) {
  const choices = says.at(-1)?.choices ?? [];
  const offered: Offered | null = choices.length > 0 ? { waitId, choices } : null;
  return {
    frames: JSON.stringify(
      frames.map((frame, at) => (at === frames.length - 1 ? { ...frame, waitId } : frame)),
    ),
    offered: offered && JSON.stringify(offered),
    replies: says.map((prompt) => ({
      id: ids.next<OutboxId>(),
      content: writeContent({ prompt, waitId }),
    })),
  };
}
