import type { Prompt } from '../../flows/vocabulary.ts';

/**
 * What an outbox row holds: the prompt, and the wait that its choices answer. Rendered only when it is sent.
 * contentSid: the text of the clinic's, approved by WhatsApp, that it is sent by there (core/desk/asking.ts).
 */
export type OutboxContent = { prompt: Prompt; waitId: string | null; contentSid?: string };

export function writeContent(content: OutboxContent): string {
  return JSON.stringify(content);
}

/** Rows are written by us alone (writeContent), encrypted: what comes back is what went in. */
export function readContent(json: string): OutboxContent {
  return JSON.parse(json) as OutboxContent;
}
