import { z } from 'zod';
import type { Log } from '../../../core/log.ts';
import { callFailure } from '../call-failure.ts';
import type { Handler, Sending, SendOutcome } from '../handler.ts';
import type { SendError } from '../send-error.ts';
import {
  type ContentApi,
  type ContentTemplates,
  contentVariables,
  ensureContentTemplates,
  type Interactive,
  isInteractive,
  templateName,
} from './content-templates.ts';
import { isTemplateTrouble, twilioError } from './errors.ts';
import { type TwilioApi, type TwilioHttp, TwilioRefusal, twilioApi } from './http.ts';
import { twilioAddress } from './parse.ts';

export type TwilioSettings = TwilioHttp & {
  /** Where Twilio reaches our webhooks. */
  publicUrl: string;
  log: Pick<Log, 'warn'>;
  /** Milliseconds that only go forward; performance.now where not given. */
  elapsed?: () => number;
};

/**
 * `prepare` looks the Content templates up and makes the missing; until it has, choices go out as numbered lines. What could
 * not be made then is tried again when it is wanted (next to the message, which does not wait), at most once a minute.
 */
export type TwilioHandler = Handler & { prepare(): Promise<void> };

const PREPARE_AGAIN_MS = 60_000;

type Approved = Extract<Sending['message'], { kind: 'template' }>;

/** What is asked of Twilio for one message: words, or a template and its variables. */
type Wording = { Body: string } | { ContentSid: string; ContentVariables: string };

export function createTwilioHandler(settings: TwilioSettings): TwilioHandler {
  const { log, elapsed = () => performance.now() } = settings;
  const api = twilioApi(settings);
  const messages = `https://api.twilio.com/2010-04-01/Accounts/${settings.accountSid}/Messages.json`;
  const callback = `${settings.publicUrl.replace(/\/+$/, '')}/webhooks/twilio/status?outbox=`;
  let templates: ContentTemplates = new Map();
  let keepsLines = true;
  let preparing = false;
  /** When they were last found wanting; null while they are not. */
  let incompleteAt: number | null = null;

  async function prepare(): Promise<void> {
    preparing = true;
    incompleteAt = null;
    const found = await ensureContentTemplates(contentApi(api), (error) => {
      incompleteAt = elapsed();
      log.warn('content_templates_incomplete', { provider: 'twilio', ...sendErrorOf(error) });
    });
    templates = new Map([...templates, ...found]);
    preparing = false;
  }

  function prepareAgain(message: Sending['message']): void {
    if (!isInteractive(message) || templates.has(templateName(message))) return;
    if (preparing || incompleteAt === null || elapsed() - incompleteAt < PREPARE_AGAIN_MS) return;
    void prepare();
  }

  /** A wording that Twilio refuses for its template's sake was not taken: the next one may follow at once. */
  async function send(sending: Sending): Promise<SendOutcome> {
    const { message } = sending;
    if (message.kind === 'email') return { ok: false, error: { code: 'refused', providerCode: null } };
    if (message.kind === 'template') return sendApproved(sending, message);
    prepareAgain(message);
    const [first, ...others] = wordings(message, templates, keepsLines);
    let outcome = await post(sending, first);
    for (const [at, other] of others.entries()) {
      if (outcome.ok || !isTemplateTrouble(outcome.error)) return outcome;
      log.warn('content_template_refused', { provider: 'twilio', ...outcome.error });
      outcome = await post(sending, other);
      // Lines refused and joined ones taken: learnt once, each later message saves the call.
      if (outcome.ok && at === 0 && others.length === 2) keepsLines = false;
    }
    return outcome;
  }

  /** In place of a text that WhatsApp has approved it lets no other words through. */
  async function sendApproved(sending: Sending, { contentSid, variables }: Approved): Promise<SendOutcome> {
    const outcome = await post(sending, {
      ContentSid: contentSid,
      ContentVariables: JSON.stringify(variables),
    });
    if (outcome.ok || !isTemplateTrouble(outcome.error)) return outcome;
    log.warn('content_template_refused', { provider: 'twilio', ...outcome.error });
    // Also where its code says something else of ordinary messages: the template is not there, or not as we fill it.
    return { ok: false, error: { code: 'refused', providerCode: outcome.error.providerCode } };
  }

  async function post({ channel, ...sending }: Sending, wording: Wording): Promise<SendOutcome> {
    if (channel === 'email') return { ok: false, error: { code: 'bad_credentials', providerCode: null } };
    try {
      const taken = await api.postForm(messages, {
        From: twilioAddress(channel, sending.from),
        To: twilioAddress(channel, sending.to),
        StatusCallback: callback + sending.outboxId,
        ...wording,
      });
      const { sid } = (taken ?? {}) as { sid?: unknown };
      if (typeof sid === 'string' && sid !== '') return { ok: true, providerMessageId: sid };
      return { ok: false, error: { code: 'answer_unreadable', providerCode: null } };
    } catch (error) {
      return { ok: false, error: sendErrorOf(error) };
    }
  }

  return { provider: 'twilio', send, prepare };
}

/**
 * The ways to say a message, best first. Twilio's page of error 21656 says that a variable in the body may hold no line
 * break; where an account is held to that, lines are joined, and where templates are refused altogether, choices are numbered.
 */
function wordings(
  message: Interactive | Extract<Sending['message'], { kind: 'text' }>,
  templates: ContentTemplates,
  keepsLines: boolean,
): [Wording, ...Wording[]] {
  if (message.kind === 'text') return [{ Body: message.text }];
  const plain = { Body: message.plain };
  const contentSid = templates.get(templateName(message));
  if (contentSid === undefined) return [plain];
  const inTemplate = (body: string): Wording => ({
    ContentSid: contentSid,
    ContentVariables: JSON.stringify(contentVariables({ ...message, body })),
  });
  const joined = joinLines(message.body);
  if (joined === message.body || !keepsLines) return [inTemplate(joined), plain];
  return [inTemplate(message.body), inTemplate(joined), plain];
}

/** "Please check:\nDental\nTue 6 Oct" → "Please check: Dental · Tue 6 Oct"; runs of spaces are refused as well. */
function joinLines(body: string): string {
  return body
    .trim()
    .replace(/(?<=[.:!?,;])\s*\n\s*/g, ' ')
    .replace(/\s*\n\s*/g, ' · ')
    .replace(/\s+/g, ' ');
}

function sendErrorOf(error: unknown): SendError {
  if (error instanceof TwilioRefusal) return twilioError(error.status, error.code);
  if (error instanceof SyntaxError || error instanceof z.ZodError) {
    return { code: 'answer_unreadable', providerCode: null };
  }
  return callFailure(error);
}

function contentApi(api: TwilioApi): ContentApi {
  const contents = 'https://content.twilio.com/v1/Content';
  return {
    page: (pageUrl) => api.get(pageUrl ?? `${contents}?PageSize=100`),
    create: (template) => api.postJson(contents, template),
  };
}
