import { parseArgs } from 'node:util';
import { type ChannelKind, channelKinds } from '../../core/db/tables.ts';
import { type Language, languages } from '../../core/language.ts';
import { parseAddress } from '../../core/people/address.ts';

/** language null: unknown to the clinic, it is read from what is written. clinicFile null: the demo clinic. */
export type ChatOptions = {
  kind: ChannelKind;
  language: Language | null;
  from: string;
  clinicFile: string | null;
};

export type ReadOptions =
  | { ok: true; options: ChatOptions }
  | { ok: false; reason: 'help' }
  | { ok: false; reason: 'wrong'; problem: string };

export const usage = `Chat with the clinic in the terminal, on a database and a clock of its own.

  npm run chat -- [options]

  --channel whatsapp|sms   by what one writes; whatsapp when not given
  --language en|sw         as if the clinic knew the language already; else it reads it from what is written
  --from +254712345678     the number one writes from
  --clinic FILE            another clinic than the demo's (demo/amani.yaml)
  --help                   this`;

const someone = '+254712345678';

export function readOptions(args: readonly string[]): ReadOptions {
  const written = parse(args);
  if (typeof written === 'string') return wrong(written);
  if (written.help) return { ok: false, reason: 'help' };
  const kind = channelKinds.find((one) => one === written.channel);
  if (!kind) return wrong(`--channel is one of ${channelKinds.join(', ')}: not "${written.channel}"`);
  const language = languages.find((one) => one === written.language) ?? null;
  if (written.language !== undefined && language === null) {
    return wrong(`--language is one of ${languages.join(', ')}: not "${written.language}"`);
  }
  const from = parseAddress('sms', written.from);
  if (!from) return wrong(`--from is a phone number such as ${someone}: not "${written.from}"`);
  return { ok: true, options: { kind, language, from, clinicFile: written.clinic ?? null } };
}

function parse(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        channel: { type: 'string', default: 'whatsapp' },
        language: { type: 'string' },
        from: { type: 'string', default: someone },
        clinic: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    return values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function wrong(problem: string): ReadOptions {
  return { ok: false, reason: 'wrong', problem };
}
