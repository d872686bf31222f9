import type { ChannelKind } from '../../core/db/tables.ts';
import type { Language } from '../../core/language.ts';
import { asLines, openPhone, type Phone, type Rehearsing, tapOf } from '../../rehearsal/phone.ts';
import { factsOf, stateOf } from '../../rehearsal/records.ts';
import {
  beginningLine,
  type Line,
  type Played,
  parseWait,
  writeTranscript,
} from '../../rehearsal/transcript.ts';
import { channelNames, type Paint, showMessage, showTime } from './screen.ts';

type Entry = { kinds: readonly ChannelKind[]; line: Line; played: Played };

export type Conversation = ReturnType<typeof createConversation>;

/**
 * What one does at the terminal, on one phone with both channels. Every line of it is kept as a line of a transcript.
 * What it answers with is for the screen.
 */
export function createConversation(
  rehearsing: Rehearsing,
  options: { from: string; kind: ChannelKind; language: Language | null },
  paint: Paint,
) {
  const { rehearsal, clinic, clock } = rehearsing;
  const begins = clock.now().toZonedDateTimeISO(clinic.zone).toPlainDateTime();
  const phones = new Map<ChannelKind, Phone>();
  const entries: Entry[] = [];
  let { kind } = options;

  /** @throws when the clinic has no number for that channel */
  async function phoneOn(kind: ChannelKind): Promise<Phone> {
    const known = phones.get(kind);
    if (known) return known;
    const phone = openPhone(rehearsing, kind, options.from);
    if (options.language) await phone.speak(options.language);
    phones.set(kind, phone);
    return phone;
  }

  /** What has come by the channel that is looked at, as screen and transcript show it. */
  function look(phone: Phone, line: Line, kinds: readonly ChannelKind[] = [phone.kind]): string[] {
    const news = phone.news();
    entries.push({ kinds, line, played: { messages: news.map(asLines), told: [] } });
    return news.map((message) => showMessage(message, paint));
  }

  function tell(line: Line, told: string[]): string[] {
    entries.push({ kinds: [kind], line, played: { messages: [], told } });
    return told;
  }

  const records = () => ({ ...rehearsing, kind });
  const time = () => `it is ${showTime(clock.now(), clinic.zone)}`;

  return {
    time,
    clinicNumber: async () => (await phoneOn(kind)).number,

    /** A digit taps, as in a transcript, where there is something to tap. */
    async write(text: string): Promise<string[]> {
      const phone = await phoneOn(kind);
      await phone.answer(text);
      const shown = look(phone, { kind: 'patient', text });
      return shown.length > 0 ? shown : [paint.quiet('(no answer)')];
    },

    async tap(number: number): Promise<string[]> {
      const phone = await phoneOn(kind);
      const tap = tapOf(phone.inbox().at(-1), number);
      if (!tap) return [paint.trouble(`the last message has no choice ${number} to tap`)];
      await phone.write({ tap });
      return [paint.quiet(`(tapped: ${tap.title})`), ...look(phone, { kind: 'patient', text: `${number}` })];
    },

    async wait(words: string): Promise<string[]> {
      await rehearsal.wait(parseWait(words));
      const shown = look(await phoneOn(kind), { kind: 'wait', text: words }, ['whatsapp', 'sms']);
      return [paint.quiet(`(${time()})`), ...shown];
    },

    async switchTo(next: ChannelKind): Promise<string[]> {
      const phone = await phoneOn(next);
      kind = next;
      const waiting = phone.news().map((message) => showMessage(message, paint));
      return [paint.quiet(`(by ${channelNames[next]} now, to ${phone.number})`), ...waiting];
    },

    state: async () => tell({ kind: 'state' }, [await stateOf(records())]),
    facts: async () =>
      tell(
        { kind: 'facts' },
        (await factsOf(records())).map((fact) => `= ${fact}`),
      ),

    /** The conversation by this channel, as a file for flows/…/transcripts. */
    repro(): string {
      const opening: Line[] = [
        { kind: 'comment', text: `# A conversation by ${channelNames[kind]}` },
        beginningLine(begins),
        ...(options.language ? [speaking(options.language)] : []),
      ];
      const own = entries.filter(({ kinds }) => kinds.includes(kind));
      const lines = [...opening, ...own.map(({ line }) => line)];
      const played = [...opening.map(() => ({ messages: [], told: [] })), ...own.map((one) => one.played)];
      const otherSays = played.map(({ told }) => ({ told, messages: [] }));
      return kind === 'whatsapp'
        ? writeTranscript(lines, played, otherSays)
        : writeTranscript(lines, otherSays, played);
    },
  };
}

function speaking(language: Language): Line {
  const name = { en: 'English', sw: 'Swahili' }[language];
  return { kind: 'happens', text: `they speak ${name}` };
}
