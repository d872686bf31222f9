import type { ChannelKind } from '../../core/db/tables.ts';
import { choicesOf, type PhoneMessage } from '../../rehearsal/phone.ts';

/** How things look in a terminal; without colours every style is plain. */
export type Paint = Record<'bot' | 'choice' | 'quiet' | 'trouble', (words: string) => string>;

const codes = { bot: 32, choice: 36, quiet: 2, trouble: 31 } as const;

export function createPaint(colours: boolean): Paint {
  const style = (code: number) => (words: string) => (colours ? `\x1b[${code}m${words}\x1b[0m` : words);
  return {
    bot: style(codes.bot),
    choice: style(codes.choice),
    quiet: style(codes.quiet),
    trouble: style(codes.trouble),
  };
}

export const channelNames: Record<ChannelKind, string> = { whatsapp: 'WhatsApp', sms: 'SMS' };

/** A message as the phone shows it: choices that can be tapped as "[1] Title – description", an SMS with what it costs. */
export function showMessage(message: PhoneMessage, paint: Paint): string {
  const [first = '', ...more] = message.text.split('\n');
  const choices = choicesOf(message).map(({ title, description }, place) =>
    paint.choice(`  [${place + 1}] ${title}${description ? ` – ${description}` : ''}`),
  );
  const count = message.segments ?? 1;
  const below = [
    ...(message.kind === 'sms' ? [`(${count} ${count === 1 ? 'segment' : 'segments'})`] : []),
    ...(message.status === 'failed' ? ['(did not reach the phone)'] : []),
  ];
  return [
    paint.bot(`< ${first}`.trimEnd()),
    ...more.map((line) => paint.bot(`  ${line}`.trimEnd())),
    ...choices,
    ...below.map((line) => paint.quiet(`  ${line}`)),
  ].join('\n');
}

/** "Sat 21 Nov 2026, 12:13". */
export function showTime(now: Temporal.Instant, zone: string): string {
  const local = now.toZonedDateTimeISO(zone);
  const day = local.toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  return `${day}, ${local.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}
