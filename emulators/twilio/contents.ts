import { createHash } from 'node:crypto';
import { z } from 'zod';
import { brokenLimit, type Message, messageOf } from './content-message.ts';
import {
  type ApprovedContent,
  type Content,
  type ContentRequest,
  type ContentTypes,
  contentRequest,
} from './content-types.ts';
import { refused, type TwilioRefusal } from './errors.ts';

export type Contents = ReturnType<typeof createContents>;

export function createContents(now: () => Temporal.Instant) {
  const contents = new Map<string, Content>();

  return {
    create(request: unknown): { ok: true; content: Content } | TwilioRefusal {
      const parsed = contentRequest.safeParse(request);
      if (!parsed.success) return refused(20001, z.prettifyError(parsed.error));
      const broken = messagesOf(parsed.data.types)
        .map((message) => brokenLimit(message, (text) => !text.includes('{{')))
        .find((reason) => reason !== undefined);
      if (broken) return refused(20001, broken);
      const content = { ...parsed.data, sid: newSid(parsed.data, contents), at: now(), approved: false };
      contents.set(content.sid, content);
      return { ok: true, content };
    },
    /** What somebody had approved before we were asked for anything. */
    approve({ sid, language, body, buttons }: ApprovedContent): void {
      const types =
        buttons.length === 0
          ? { 'twilio/text': { body } }
          : { 'twilio/quick-reply': { body, actions: buttons.map((button) => ({ ...button })) } };
      contents.set(sid, {
        sid,
        friendly_name: null,
        language,
        variables: {},
        types,
        at: now(),
        approved: true,
      });
    },
    find: (sid: string): Content | undefined => contents.get(sid),
    all: (): Content[] => [...contents.values()],
  };
}

/** Each of the template's types by itself, as it would be sent unfilled. */
function messagesOf(types: ContentTypes): Message[] {
  const { 'twilio/list-picker': list, 'twilio/quick-reply': quick, 'twilio/text': plain } = types;
  return [{ 'twilio/list-picker': list }, { 'twilio/quick-reply': quick }, { 'twilio/text': plain }].flatMap(
    (type) => messageOf(type, 'whatsapp', (text) => text) ?? [],
  );
}

/**
 * The id hangs on what the template says, so that a clinic that made its templates anew after a restart of the emulator finds
 * them under the ids it already knows. The same template twice gets two ids, as at Twilio.
 */
function newSid(request: ContentRequest, taken: ReadonlyMap<string, Content>, copy = 0): string {
  const said = JSON.stringify([request.friendly_name, request.language, request.types, copy]);
  const sid = `HX${createHash('sha256').update(said).digest('hex').slice(0, 32)}`;
  return taken.has(sid) ? newSid(request, taken, copy + 1) : sid;
}
