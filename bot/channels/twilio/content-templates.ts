import { z } from 'zod';
import type { Rendered } from '../../render/rendered.ts';
import { whatsappLimits } from '../../render/whatsapp.ts';

/**
 * WhatsApp's buttons and lists go through Twilio as Content templates (twilio.com/docs/content): one per kind and number of
 * choices, every word of it a variable. They are sent inside the 24-hour window only, so that none needs WhatsApp's approval.
 */

export type Interactive = Extract<Rendered, { kind: 'buttons' | 'list' }>;

export function isInteractive(message: Rendered): message is Interactive {
  return message.kind === 'buttons' || message.kind === 'list';
}

/** Template name → its sid at Twilio. */
export type ContentTemplates = ReadonlyMap<string, string>;

export type ContentTemplate = {
  friendly_name: string;
  language: string;
  variables: Record<string, string>;
  types: Record<string, unknown>;
};

/** The Content API, as much as we use of it. */
export type ContentApi = {
  /** @param pageUrl null for the first page */
  page(pageUrl: string | null): Promise<unknown>;
  create(template: ContentTemplate): Promise<unknown>;
};

/** Raised when what a template looks like changes: one that exists is never changed in place. */
const VERSION = 1;

const created = z.object({ sid: z.string().min(1) });
const page = z.object({
  contents: z.array(created.extend({ friendly_name: z.string().nullish() })),
  meta: z.object({ next_page_url: z.string().nullish() }),
});

/** What is wanted but missing is created; `trouble` hears of what could not be (the rest is then left out). */
export async function ensureContentTemplates(
  api: ContentApi,
  trouble: (error: unknown) => void,
): Promise<ContentTemplates> {
  const templates = new Map<string, string>();
  try {
    const wanted = contentTemplates();
    const names = new Set(wanted.map((template) => template.friendly_name));
    for await (const { friendly_name: name, sid } of existing(api)) {
      // A second start at the same time may have made one twice: any of them will do.
      if (name && names.has(name)) templates.set(name, sid);
    }
    for (const template of wanted) {
      if (templates.has(template.friendly_name)) continue;
      templates.set(template.friendly_name, created.parse(await api.create(template)).sid);
    }
  } catch (error) {
    trouble(error);
  }
  return templates;
}

/** The template that an interactive message needs. */
export function templateName(message: Interactive): string {
  if (message.kind === 'buttons') return nameOf('buttons', message.buttons.length);
  return nameOf(isDescribed(message) ? 'list_described' : 'list', message.rows.length);
}

/**
 * The words of a message, in the order of its template's variables. Twilio refuses one that is empty (error 21656): a row
 * without a description among rows that have one gets a dash.
 */
export function contentVariables(message: Interactive): Record<string, string> {
  if (message.kind === 'buttons') {
    return numbered([message.body, ...message.buttons.flatMap(({ title, id }) => [title, id])]);
  }
  const described = isDescribed(message);
  const rows = message.rows.flatMap(({ title, id, description }) =>
    described ? [title, id, description ?? '–'] : [title, id],
  );
  return numbered([message.body, message.button, ...rows]);
}

/** Every template there should be. */
export function contentTemplates(): ContentTemplate[] {
  return [
    ...upTo(whatsappLimits.buttons, buttonsTemplate),
    ...upTo(whatsappLimits.rows, (count) => listTemplate(count, false)),
    ...upTo(whatsappLimits.rows, (count) => listTemplate(count, true)),
  ];
}

function buttonsTemplate(count: number): ContentTemplate {
  const actions = upTo(count, (at) => ({
    type: 'QUICK_REPLY',
    title: variable(2 * at),
    id: variable(2 * at + 1),
  }));
  return template(nameOf('buttons', count), 1 + 2 * count, {
    'twilio/quick-reply': { body: variable(1), actions },
  });
}

function listTemplate(count: number, described: boolean): ContentTemplate {
  const perRow = described ? 3 : 2;
  const items = upTo(count, (at) => {
    const first = 3 + perRow * (at - 1);
    const item = { item: variable(first), id: variable(first + 1) };
    return described ? { ...item, description: variable(first + 2) } : item;
  });
  return template(nameOf(described ? 'list_described' : 'list', count), 2 + perRow * count, {
    'twilio/list-picker': { body: variable(1), button: variable(2), items },
  });
}

/** `variables` are samples, which Twilio wants beside every placeholder. The language is a label: the words are variables. */
function template(name: string, variables: number, types: Record<string, unknown>): ContentTemplate {
  const samples = numbered(upTo(variables, (at) => `sample ${at}`));
  return { friendly_name: name, language: 'en', variables: samples, types };
}

async function* existing(api: ContentApi): AsyncGenerator<z.infer<typeof page>['contents'][number]> {
  // A server whose pages lead in a circle must not keep us from starting.
  const seen = new Set<string | null>();
  let next: string | null = null;
  while (!seen.has(next)) {
    seen.add(next);
    const { contents, meta }: z.infer<typeof page> = page.parse(await api.page(next));
    yield* contents;
    next = meta.next_page_url || null;
  }
}

function isDescribed(message: Extract<Interactive, { kind: 'list' }>): boolean {
  return message.rows.some((row) => row.description !== undefined);
}

function nameOf(kind: 'buttons' | 'list' | 'list_described', count: number): string {
  return `miadi_${kind}_${count}_v${VERSION}`;
}

function variable(number: number): string {
  return `{{${number}}}`;
}

function numbered(values: readonly string[]): Record<string, string> {
  return Object.fromEntries(values.map((value, at) => [String(at + 1), value]));
}

function upTo<T>(count: number, make: (at: number) => T): T[] {
  return Array.from({ length: count }, (_, at) => make(at + 1));
}
