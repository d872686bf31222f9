import type { Prompt } from '../../flows/vocabulary.ts';

/** What an outbox row holds: the prompt, and the wait that its choices answer. Rendered only when it is sent. */
export type OutboxContent = { prompt: Prompt; waitId: string | null };

export function writeContent(content: OutboxContent): string {
  return JSON.stringify(content);
}

/** Rows are written by us alone (writeContent), encrypted: what comes back is what went in. */
export function readContent(json: string): OutboxContent {
  return JSON.parse(json) as OutboxContent;
}
