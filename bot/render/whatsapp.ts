import { cut, withoutBold } from './cut.ts';
import type { Rendered } from './rendered.ts';
import type { Said } from './said.ts';

/**
 * What WhatsApp takes, in characters (developers.facebook.com: interactive reply buttons, interactive lists). Of plain text it
 * takes 4096; but Twilio, which carries it here, refuses more than 1600 (error 21617), and an answer that is refused is none.
 */
export const whatsappLimits = {
  text: 1600,
  body: 1024,
  buttons: 3,
  buttonTitle: 20,
  rows: 10,
  rowTitle: 24,
  rowDescription: 72,
  listButton: 20,
  id: 200,
} as const;

type WhatsappMessage = Extract<Rendered, { kind: 'text' | 'buttons' | 'list' }>;
type Option = { id: string; label: string; hint: string | null };

/** Buttons where they fit, else a list, else numbered lines; nothing to choose is plain text. */
export function renderWhatsapp(said: Said, waitId: string | null): WhatsappMessage {
  const plain = numberedText(said);
  const body = withLead(said);
  const options = said.choices.map((choice) => ({
    id: `${waitId}.${choice.id}`,
    label: withoutBold(choice.label),
    hint: choice.hint === null ? null : withoutBold(choice.hint),
  }));
  const choosable =
    waitId !== null &&
    options.length > 0 &&
    options.length <= whatsappLimits.rows &&
    body.length <= whatsappLimits.body &&
    options.every((option) => option.id.length <= whatsappLimits.id);
  if (!choosable) return { kind: 'text', text: plain, segments: 1 };
  if (fitButtons(options)) {
    return { kind: 'buttons', body, buttons: options.map(({ id, label }) => ({ id, title: label })), plain };
  }
  const button = cut(said.listButton, whatsappLimits.listButton);
  return { kind: 'list', body, button, rows: options.map(listRow), plain };
}

/**
 * Choices as numbered lines: for more than a list holds, and for where buttons cannot be shown. What is too long gives up
 * hints first, then the end of the body: without its choices it could not be answered.
 */
export function numberedText(said: Said): string {
  const whole = withLead(said) + numberedTail(said);
  if (whole.length <= whatsappLimits.text) return whole;
  const tail = numberedTail({ ...said, choices: said.choices.map((choice) => ({ ...choice, hint: null })) });
  const room = Math.max(0, whatsappLimits.text - tail.length);
  return cut(cutLines(withLead(said), room) + tail, whatsappLimits.text);
}

function numberedTail({ choices, inWords, howToReply }: Said): string {
  const lines = choices.map(
    (choice, at) =>
      `${inWords ? '-' : at + 1} ${choice.label}${choice.hint === null ? '' : ` – ${choice.hint}`}`,
  );
  if (lines.length === 0) return '';
  return ['', lines.join('\n'), ...(inWords ? [] : [howToReply])].join('\n\n');
}

/** Whole lines, unless more than half would go with the line that is too long. */
function cutLines(words: string, longest: number): string {
  const kept = cut(words, longest);
  const end = kept.lastIndexOf('\n');
  return kept === words || end < longest / 2 ? kept : `${kept.slice(0, end).trimEnd()}\n…`;
}

function withLead(said: Said): string {
  return said.lead === null ? said.body : `${said.lead}\n\n${said.body}`;
}

/** WhatsApp refuses buttons of the same title. */
function fitButtons(options: readonly Option[]): boolean {
  const titles = new Set(options.map((option) => option.label));
  return (
    options.length <= whatsappLimits.buttons &&
    titles.size === options.length &&
    options.every((option) => option.label.length <= whatsappLimits.buttonTitle)
  );
}

/** A label too long for a row's title is given whole below it. */
function listRow({ id, label, hint }: Option): { id: string; title: string; description?: string } {
  const title = cut(label, whatsappLimits.rowTitle);
  const below = [title === label ? null : label, hint].filter((words) => words !== null).join(' – ');
  return below === '' ? { id, title } : { id, title, description: cut(below, whatsappLimits.rowDescription) };
}
