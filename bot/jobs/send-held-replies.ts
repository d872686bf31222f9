import { sendHeldReplies } from '../../core/desk/held-replies.ts';
import type { Bot } from '../bot.ts';

/** What staff wrote for when the patient would write next: they have. The number of conversations. */
export async function sendHeld(bot: Bot, limit: number): Promise<number> {
  const { wakes, found } = await sendHeldReplies(bot, limit);
  for (const line of wakes) bot.wake(line);
  return found;
}
