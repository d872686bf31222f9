import { describeFailure } from '../../bot/channels/failure-words.ts';
import type { Db } from '../../core/db/connect.ts';
import { insistOnTransaction } from '../../core/db/insist.ts';
import type { CorrelationId, OrganizationId } from '../../core/ids.ts';
import {
  type DeadLetter,
  type DeadLetterShown,
  listDeadLetters,
  type Step,
  showDeadLetter,
} from '../../core/messaging/dead-letters.ts';
import { type RetryRefusal, retryDeadLetter } from '../../core/messaging/retry-dead-letter.ts';
import type { Core } from '../../core/scope.ts';

/** What the command prints and ends with. */
export type Answer = { code: 0 | 1 | 2; out: string; problems: string };

/** Lines of a page, for each clinic. */
const PAGE = 25;

type Clinic = { id: OrganizationId; slug: string; zone: string };

export async function list(
  core: Core,
  { clinic, after }: { clinic: string | null; after: string | null },
): Promise<Answer> {
  const all = await clinicsOf(core);
  const asked = clinic === null ? all : all.filter(({ slug }) => slug === clinic);
  if (clinic !== null && asked.length === 0) {
    return refused(`No such clinic. There is: ${all.map(({ slug }) => slug).join(', ')}`);
  }
  const pages = await Promise.all(asked.map((one) => pageOf(core, one, after)));
  const lines = pages.flat();
  return done(lines.length === 0 ? 'Nothing has failed for good.' : lines.join('\n'));
}

async function pageOf(core: Core, clinic: Clinic, after: string | null): Promise<string[]> {
  const letters = await listDeadLetters(core, clinic.id, { after, limit: PAGE + 1 });
  if (letters.length === 0) return [];
  const shown = letters.slice(0, PAGE);
  const last = shown.at(-1);
  const more = `more: npm run dead-letters -- list --clinic ${clinic.slug} --after ${last?.id}`;
  return [
    `${clinic.slug}:`,
    ...shown.map((letter) => `  ${lineOf(letter, clinic.zone)}`),
    ...(letters.length > PAGE ? [`  ${more}`] : []),
  ];
}

function lineOf({ id, at, kind, provider, ...letter }: DeadLetter, zone: string): string {
  return [id, localTime(at, zone), `${kind} by ${provider}`, reasonOf(letter)].join('  ');
}

function reasonOf({ what, state, errorCode }: Pick<DeadLetterShown, 'what' | 'state' | 'errorCode'>): string {
  if (what === 'inbound_message') return 'a message from a patient that could not be handled';
  const words = describeFailure(errorCode, 'en') ?? 'It failed';
  return `${words}${state === 'unknown' ? ' (unknown for good)' : ''}${errorCode === null ? '' : ` [${errorCode}]`}`;
}

export async function show(core: Core, id: string): Promise<Answer> {
  for (const clinic of await clinicsOf(core)) {
    const letter = await showDeadLetter(core, clinic.id, id);
    if (letter !== null) return done(describe(letter, clinic));
  }
  return refused(refusals.not_found);
}

function describe(letter: DeadLetterShown, { slug, zone }: Clinic): string {
  const facts: [string, string | null][] = [
    ['clinic', slug],
    ['what', letter.what === 'outbox' ? 'a message of ours' : 'a message from a patient'],
    ['channel', `${letter.kind} by ${letter.provider}`],
    ['says', letter.promptKey],
    ['state', letter.state],
    ['why', letter.state === 'failed' || letter.state === 'unknown' ? reasonOf(letter) : null],
    ['tries', String(letter.tries)],
    ['contact', letter.contactId],
    ['notice', letter.noticeId],
    ['correlation', letter.correlationId],
    ['retry of', letter.retryOf],
    ['retried as', letter.retriedAs],
  ];
  const known = facts.flatMap(([name, value]) => (value === null ? [] : [`${name.padEnd(12)} ${value}`]));
  const steps = letter.steps.map((step) => `  ${localTime(step.at, zone)}  ${describeStep(step)}`);
  return [letter.id, ...known, 'steps', ...steps].join('\n');
}

function describeStep({ what, status, error, tries }: Step): string {
  const words = describeFailure(error, 'en');
  const why = error === null ? null : words === null ? error : `${words} [${error}]`;
  return [what, status, tries === null ? null : `try ${tries}`, why]
    .filter((part) => part !== null)
    .join(', ');
}

export async function retry(core: Core & { db: Db }, id: string): Promise<Answer> {
  for (const clinic of await clinicsOf(core)) {
    const retried = await insistOnTransaction(core.db, (db) => {
      const scope = {
        organizationId: clinic.id,
        correlationId: core.ids.next<CorrelationId>(),
        actor: { kind: 'system' },
      } as const;
      return retryDeadLetter({ ...core, db }, scope, id);
    });
    if (!retried.ok && retried.reason === 'not_found') continue;
    if (!retried.ok) return refused(`Not retried: ${refusals[retried.reason]}`);
    return done(
      retried.what === 'outbox'
        ? `Queued again as ${retried.id}. A running Miadi sends it within seconds; else it goes out at the next start.`
        : 'It waits for its turn again. A running Miadi takes it within seconds; else at the next start.',
    );
  }
  return refused(refusals.not_found);
}

const refusals: Readonly<Record<RetryRefusal, string>> = {
  not_found: 'There is no such message.',
  not_dead: 'it has not failed for good.',
  retried: 'that was done already (show says as what).',
  under_way: 'its notice is still being tried.',
  arrived: 'its notice has reached the patient otherwise.',
  visit_changed: 'the visit that it tells of has changed since.',
  visit_past: 'the visit that it tells of is past.',
  went_on: 'the conversation has gone on since, and it would be answered in the place of what came later.',
  opted_out: 'the patient has asked to get no messages there.',
  unreachable: 'the provider says that this address cannot be written to.',
  detached: 'the address belongs to none of the patients any more.',
  no_channel: 'the clinic has no number of that kind any more.',
  window_closed: 'the patient has not written on WhatsApp for 24 hours: nothing gets through until they do.',
  unreadable: "its words, or its contact's key, do not open.",
};

async function clinicsOf(core: Core): Promise<Clinic[]> {
  return core.db.selectFrom('organization').select(['id', 'slug', 'zone']).orderBy('slug').execute();
}

function localTime(at: Temporal.Instant, zone: string): string {
  const local = at.toZonedDateTimeISO(zone).toPlainDateTime();
  return local.toString({ smallestUnit: 'second' }).replace('T', ' ');
}

function done(text: string): Answer {
  return { code: 0, out: `${text}\n`, problems: '' };
}

export function refused(text: string, code: 1 | 2 = 1): Answer {
  return { code, out: '', problems: `${text}\n` };
}
