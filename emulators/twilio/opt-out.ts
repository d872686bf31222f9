import type { Network, Thread } from '../network.ts';

/**
 * What Twilio does by itself on a long-code SMS number: the patient who writes one of these words, and nothing else, is blocked
 * until they write one of the others. https://help.twilio.com/articles/223134027
 */
const stopWords = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'CANCEL']);
const startWords = new Set(['START', 'UNSTOP', 'YES']);

export type OptOutType = 'STOP' | 'START';

export const optOutReplies: Record<OptOutType, string> = {
  STOP: 'You are unsubscribed and will get no more messages from this number. Reply START to resubscribe.',
  START: 'You are subscribed again to messages from this number. Reply STOP to unsubscribe.',
};

/** What the text does to the number's block list; undefined: nothing. YES is an ordinary answer unless the number is blocked. */
export function optOutType(thread: Thread, text: string, blocked: boolean): OptOutType | undefined {
  if (thread.kind !== 'sms' || !thread.number.startsWith('+')) return undefined;
  const word = text.trim().toUpperCase();
  if (stopWords.has(word)) return 'STOP';
  if (!startWords.has(word)) return undefined;
  return blocked || word !== 'YES' ? 'START' : undefined;
}

/** Read off the thread itself, so that it holds across restarts as the thread does. */
export function isOptedOut(network: Network, thread: Thread): boolean {
  return network
    .thread(thread)
    .filter((message) => message.direction === 'out')
    .reduce((blocked, { text }) => {
      const type = optOutType(thread, text, blocked);
      return type === undefined ? blocked : type === 'STOP';
    }, false);
}
