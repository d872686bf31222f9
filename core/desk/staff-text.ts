/** Twilio carries no more in one message (error 21617), and staff's words are not cut in two. */
export const MOST_CHARACTERS = 1600;

/**
 * What staff wrote, made fit to be sent: without spaces around, and without what could turn a line round on a screen. Line breaks
 * stay.
 */
export function cleanText(
  raw: string,
  most = MOST_CHARACTERS,
): { ok: true; text: string } | { ok: false; reason: 'empty' | 'too_long' } {
  const text = raw
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replace(/(?![\n\t])\p{Cc}/gu, '')
    .replace(/(?!\p{Join_Control})\p{Cf}/gu, '')
    .trim();
  if (text === '') return { ok: false, reason: 'empty' };
  return text.length > most ? { ok: false, reason: 'too_long' } : { ok: true, text };
}

/** The content of an outbox row: staff's own words, and nothing to choose. Core knows no other words (contracts.md). */
export function staffContent(text: string): string {
  return JSON.stringify({ prompt: { key: 'staff.text', params: { text }, choices: [] }, waitId: null });
}

/** Asks the patient to write, by a text of the clinic's that WhatsApp has approved: contentSid is Twilio's name of it. */
export function pleaseWriteContent({ clinic, contentSid }: { clinic: string; contentSid: string }): string {
  const prompt = { key: 'staff.please_write', params: { clinic }, choices: [] };
  return JSON.stringify({ prompt, waitId: null, contentSid });
}
