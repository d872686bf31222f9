import { type ComposeNotice, noticeWaitId } from '../../core/reminders/told.ts';
import { noticePrompt } from '../../flows/notice/prompts.ts';
import { writeContent } from '../render/content.ts';

/** A notice as the outbox holds it: a button of it, tapped days later, still names it. */
export const composeNotice: ComposeNotice = (told) =>
  writeContent({ prompt: noticePrompt(told), waitId: noticeWaitId(told.noticeId) });
