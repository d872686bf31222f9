/**
 * A transcript is a conversation that a clinic's staff could read, and a test: it is played on the whole program (rehearse.ts)
 * by WhatsApp and by SMS, and what comes out is compared with the file (`npm test -- -u` writes it anew).
 *
 *   # what it shows                       * Asha Wanjiru is a patient here     something else happens
 *   > what the patient writes             ~ 15 minutes                         time passes
 *   < what the bot answers                [booking: choose_slot]               where the conversation stands
 *   | its further lines                   = booked …                           what is in the database
 *
 * "> 2" taps the second choice on WhatsApp and is the digit on SMS. `<w` and `|w` are lines that only WhatsApp shows,
 * `<s` and `|s` those of SMS. The answers, states and facts of a file are what was seen; the rest is what is played.
 * Where the day matters, a first "* it is 2026-11-21 12:13" says when it begins, as the clinic's clock shows it.
 */
export type Line =
  | { kind: 'comment'; text: string }
  | { kind: 'patient'; text: string }
  | { kind: 'happens'; text: string }
  | { kind: 'wait'; text: string }
  | { kind: 'state' }
  | { kind: 'facts' };

/** What is to be played: a file's lines without its answers; adjoining facts are one question. */
export function parseTranscript(file: string): Line[] {
  const lines: Line[] = [];
  for (const written of file.split('\n')) {
    const line = readLine(written);
    if (line && !(line.kind === 'facts' && lines.at(-1)?.kind === 'facts')) lines.push(line);
  }
  return lines;
}

function readLine(written: string): Line | null {
  const text = written.slice(2).trim();
  switch (written.charAt(0)) {
    case '#':
      return { kind: 'comment', text: written };
    case '>':
      return { kind: 'patient', text };
    case '*':
      return { kind: 'happens', text };
    case '~':
      return { kind: 'wait', text };
    case '[':
      return { kind: 'state' };
    case '=':
      return { kind: 'facts' };
    case '<':
    case '|':
    case '':
      return null;
    default:
      throw new Error(`a line of a transcript starts with # > < | * ~ [ or =: ${written}`);
  }
}

const itIs = /^it is (\d{4}-\d\d-\d\d \d\d:\d\d)$/;

/** When a transcript begins, where it says so; the clinic's local time. */
export function beginningOf(lines: readonly Line[]): Temporal.PlainDateTime | null {
  const first = lines.find((line) => line.kind !== 'comment');
  const [, local] = (first?.kind === 'happens' && itIs.exec(first.text)) || [];
  return local === undefined ? null : Temporal.PlainDateTime.from(local.replace(' ', 'T'));
}

/** The line that says when it begins; to the minute. */
export function beginningLine(local: Temporal.PlainDateTime): { kind: 'happens'; text: string } {
  const minute = local.toString({ smallestUnit: 'minute', roundingMode: 'floor' });
  return { kind: 'happens', text: `it is ${minute.replace('T', ' ')}` };
}

const units = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;
export type WaitUnit = keyof typeof units;

/** Reads the wait of a line: "15 minutes", "25 hours". */
export function parseWait(text: string): Temporal.Duration {
  const [, count, unit] = /^(\d+) (second|minute|hour|day)s?$/.exec(text) ?? [];
  if (count === undefined) throw new Error(`a wait is written "15 minutes", "25 hours": ${text}`);
  return Temporal.Duration.from({ seconds: Number(count) * units[unit as WaitUnit] });
}

/** What came of one line on one channel: messages of lines, or the text of a state or of facts. */
export type Played = { messages: string[][]; told: string[] };

/** The file as it should be, from what was played on both channels. */
export function writeTranscript(
  lines: readonly Line[],
  whatsapp: readonly Played[],
  sms: readonly Played[],
): string {
  const written = lines.flatMap((line, place) => {
    const onWhatsapp = whatsapp[place] ?? { messages: [], told: [] };
    const onSms = sms[place] ?? { messages: [], told: [] };
    const before = line.kind === 'patient' || line.kind === 'happens' || line.kind === 'wait' ? [''] : [];
    return [...before, ...saidAs(line), ...onWhatsapp.told, ...answers(onWhatsapp.messages, onSms.messages)];
  });
  return `${written.join('\n').trim()}\n`;
}

function saidAs(line: Line): string[] {
  switch (line.kind) {
    case 'comment':
      return [line.text];
    case 'patient':
      return [`> ${line.text}`.trimEnd()];
    case 'happens':
      return [`* ${line.text}`];
    case 'wait':
      return [`~ ${line.text}`];
    case 'state':
    case 'facts':
      return [];
    default:
      return line satisfies never;
  }
}

function answers(whatsapp: readonly string[][], sms: readonly string[][]): string[] {
  if (whatsapp.length !== sms.length) {
    return [...whatsapp.flatMap((one) => marked(one, 0, 'w')), ...sms.flatMap((one) => marked(one, 0, 's'))];
  }
  return whatsapp.flatMap((onWhatsapp, place) => sideBySide(onWhatsapp, sms[place] ?? []));
}

/** One message on both channels: the lines they share at its beginning and end, and between them those of each. */
function sideBySide(whatsapp: readonly string[], sms: readonly string[]): string[] {
  const shorter = Math.min(whatsapp.length, sms.length);
  let head = 0;
  while (head < shorter && whatsapp[head] === sms[head]) head++;
  let tail = 0;
  while (tail < shorter - head && whatsapp.at(-1 - tail) === sms.at(-1 - tail)) tail++;
  return [
    ...marked(whatsapp.slice(0, head), 0, ''),
    ...marked(whatsapp.slice(head, whatsapp.length - tail), head, 'w'),
    ...marked(sms.slice(head, sms.length - tail), head, 's'),
    ...marked(whatsapp.slice(whatsapp.length - tail), Math.max(head, 1), ''),
  ];
}

function marked(lines: readonly string[], from: number, channel: '' | 'w' | 's'): string[] {
  return lines.map((line, place) => `${from + place === 0 ? '<' : '|'}${channel} ${line}`.trimEnd());
}
