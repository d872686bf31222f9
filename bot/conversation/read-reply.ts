import type { AwaitedNotice } from '../../core/reminders/awaiting.ts';
import { type NoticeAnswer, noticeAnswers, noticeOfWait } from '../../core/reminders/told.ts';
import { matchNotice, numberedNotice } from '../../flows/notice/match.ts';
import { matchChoice } from '../../flows/understand/match-choice.ts';
import { languageOf, readMessage } from '../../flows/understand/read-message.ts';
import { readNumber } from '../../flows/understand/read-number.ts';
import type { Reading, Scene, SpokenLanguage } from '../../flows/understand/reading.ts';
import type { Choice, Reply } from '../../flows/vocabulary.ts';
import type { InboundContent, ProviderDid } from '../channels/handler.ts';

/** The choices as they were last shown, and the wait they answer. Stored, encrypted, with the conversation. */
export type Offered = { waitId: string; choices: readonly Choice[] };

/** The longest text that is read; what is longer is read up to here. */
const LONGEST_READ = 1000;

/** `reading`: of what was said in words, null of all else; where they pick a choice, no more than their language is asked for. */
export type Read = { reply: Reply; reading: Reading | null; spoken: SpokenLanguage; asked: Scene['asked'] };

/** The choices that a message may answer: those of the conversation, and those of notices sent since. */
type Open = { offered: Offered | null; notices: readonly AwaitedNotice[] };

/** What an inbound message answers: a tap by its id, words by number, label, keyword, then by what they mean. */
export function readReply(
  content: InboundContent,
  offered: Offered | null,
  scene: Scene,
  notices: readonly AwaitedNotice[] = [],
): Read {
  const { language, ...read } = readContent(content, { offered, notices }, scene);
  return { ...read, spoken: language ?? read.reading?.language ?? 'unknown', asked: scene.asked };
}

type ReadContent = { reply: Reply; reading: Reading | null; language?: SpokenLanguage };

function readContent(content: InboundContent, open: Open, scene: Scene): ReadContent {
  switch (content.kind) {
    case 'tap':
      return { reply: readTap(content.payload, open.offered), reading: null };
    case 'text':
      return content.providerDid
        ? readOptOut(content.text, content.providerDid, scene)
        : readText(content.text, open, scene);
    case 'location': {
      const { latitude, longitude } = content;
      return { reply: { kind: 'located', latitude, longitude }, reading: null };
    }
    case 'media':
    case 'empty':
      return { reply: { kind: 'unreadable', what: content.kind }, reading: null };
    default:
      return content satisfies never;
  }
}

function readTap(payload: string, offered: Offered | null): Reply {
  const dot = payload.indexOf('.');
  const waitId = payload.slice(0, dot);
  const id = payload.slice(dot + 1);
  const noticeId = noticeOfWait(waitId);
  if (noticeId && isAnswer(id)) return { kind: 'answered', noticeId, id };
  const current = offered?.waitId === waitId && offered.choices.some((choice) => choice.id === id);
  return current ? { kind: 'chose', id } : { kind: 'stale' };
}

function isAnswer(id: string): id is NoticeAnswer {
  return noticeAnswers.some((one) => one === id);
}

function readText(whole: string, { offered, notices }: Open, scene: Scene): ReadContent {
  const said = legible(whole);
  if (said === '') return { reply: { kind: 'unreadable', what: 'empty' }, reading: null };
  const answered = matchNotice(said, notices);
  if (answered) return { reply: answered, reading: null, language: languageOf(said) };
  // A number that is not on the last list is on no list before it.
  const passed = numberedNotice(notices) !== undefined && readNumber(said) !== null;
  const choice = passed ? null : offered && matchChoice(said, offered.choices);
  if (choice) return { reply: { kind: 'chose', id: choice.id }, reading: null, language: languageOf(said) };
  const reading = readMessage(said, scene);
  return { reply: { kind: 'said', text: said, intents: reading.intents }, reading };
}

/** Whatever the word was meant for ("CANCEL" a visit, say): the provider blocks the number now, or has ceased to. */
function readOptOut(text: string, did: ProviderDid, scene: Scene): ReadContent {
  const intent = did === 'opted_out' ? 'opt_out' : 'opt_in';
  return {
    reply: { kind: 'said', text: legible(text), intents: [intent] },
    reading: { ...readMessage(text, scene), intents: [intent] },
  };
}

/** A message of invisible signs only is an empty one; a cut in the midst of an emoji leaves no half of it. */
function legible(whole: string): string {
  const said = whole.slice(0, LONGEST_READ).toWellFormed().trim();
  return /[^\p{C}\p{M}\p{Z}\u{FFFD}]/u.test(said) ? said : '';
}
