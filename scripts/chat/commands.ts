import { channelKinds } from '../../core/db/tables.ts';
import type { WaitUnit } from '../../rehearsal/transcript.ts';
import type { Conversation } from './conversation.ts';

/** Lines for the screen; or the end. */
export type Answer = readonly string[] | 'quit';

type Command = {
  usage: string;
  what: string;
  /** Null: the argument is not understood. */
  run(chat: Conversation, argument: string): Promise<Answer | null>;
};

/** The furthest that one wait goes: beyond it lies no clinic's calendar. */
const MOST_WAIT_DAYS = 400;

const units: Readonly<Record<string, { unit: WaitUnit; seconds: number }>> = {
  s: { unit: 'second', seconds: 1 },
  m: { unit: 'minute', seconds: 60 },
  h: { unit: 'hour', seconds: 3_600 },
  d: { unit: 'day', seconds: 86_400 },
};

const commands: Readonly<Record<string, Command>> = {
  wait: {
    usage: '/wait 25h',
    what: 'lets time pass (s, m, h, d), and does what has become due',
    run: async (chat, argument) => {
      const words = waitWords(argument);
      return words === null ? null : chat.wait(words);
    },
  },
  tap: {
    usage: '/tap 2',
    what: 'taps a choice of the last message, on WhatsApp',
    run: async (chat, argument) => (/^\d{1,3}$/.test(argument) ? chat.tap(Number(argument)) : null),
  },
  channel: {
    usage: '/channel sms',
    what: `goes on by another channel (${channelKinds.join(', ')})`,
    run: async (chat, argument) => {
      const kind = channelKinds.find((one) => one === argument);
      return kind ? chat.switchTo(kind) : null;
    },
  },
  state: {
    usage: '/state',
    what: 'where the conversation stands',
    run: (chat, argument) => bare(argument, () => chat.state()),
  },
  facts: {
    usage: '/facts',
    what: 'the visits that are in the database',
    run: (chat, argument) => bare(argument, () => chat.facts()),
  },
  repro: {
    usage: '/repro',
    what: 'the conversation so far as a transcript, for a file in flows/…/transcripts',
    run: (chat, argument) => bare(argument, async () => [chat.repro().trimEnd()]),
  },
  help: {
    usage: '/help',
    what: 'this',
    run: (_chat, argument) => bare(argument, async () => helpLines()),
  },
  quit: {
    usage: '/quit',
    what: 'ends the chat, and its database with it (Ctrl-D does, too)',
    run: (_chat, argument) => bare(argument, async () => 'quit'),
  },
};

/** What a typed line brings: a line that begins with a slash is for us, everything else for the clinic. */
export async function answerLine(chat: Conversation, typed: string): Promise<Answer> {
  const [, name, argument = ''] = /^\/(\w*)\s*(.*)$/.exec(typed) ?? [];
  if (name === undefined) return chat.write(typed);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) return [`there is no /${name}; /help tells what there is`];
  return (await command.run(chat, argument.trim())) ?? [`write it like: ${command.usage}`];
}

export function helpLines(): string[] {
  return Object.values(commands).map(({ usage, what }) => `  ${usage.padEnd(14)} ${what}`);
}

/** "25h" as a transcript writes it: "25 hours". Null: no wait, or one too long. */
export function waitWords(argument: string): string | null {
  const [, count, letter = ''] = /^(\d{1,8})\s*([smhd])$/.exec(argument) ?? [];
  const known = units[letter];
  if (!known || Number(count) * known.seconds > MOST_WAIT_DAYS * 86_400) return null;
  return `${Number(count)} ${known.unit}${Number(count) === 1 ? '' : 's'}`;
}

async function bare(argument: string, run: () => Promise<Answer>): Promise<Answer | null> {
  return argument === '' ? run() : null;
}
