import type { ClinicProfile } from '../../core/clinic/profile.ts';
import { bookChoice, menuChoice } from '../common/choices.ts';
import { type Facts, type Heard, type Intent, type Prompt, prompt } from '../vocabulary.ts';

/** Questions that the clinic's own settings answer, one message each; then the conversation goes on where it was. */

const asked = ['price', 'hours', 'location', 'services', 'prepare'] as const;
type Question = (typeof asked)[number];

/** A message that asks more is asking for a person. */
const MOST_ANSWERS = 2;

export function asksOf(intents: readonly Intent[]): readonly Question[] {
  return asked.filter((question) => intents.includes(question)).slice(0, MOST_ANSWERS);
}

/** What is said to each; `leadsOn`: below the last one stands what can be done next. */
export function answersTo(questions: readonly Question[], facts: Facts, leadsOn: boolean): readonly Prompt[] {
  return questions.map((question, at) => {
    const choices = leadsOn && at === questions.length - 1 ? [bookChoice, menuChoice] : [];
    return { ...answer(question, facts), choices };
  });
}

function answer(question: Question, { clinic, heard, now }: Facts): Prompt {
  const { phone, currency } = clinic;
  const services = clinic.services.filter(({ id }) => heard?.serviceId == null || id === heard.serviceId);
  const named = services.length === 1 ? services[0] : undefined;
  switch (question) {
    case 'price': {
      const prices = services.map(({ name, price, durationMinutes }) => ({ name, price, durationMinutes }));
      return prompt('questions.price', { prices, currency, payment: clinic.answers.payment, phone });
    }
    case 'hours': {
      const branches = branchesAsked(clinic, heard);
      const day = dayAsked(heard);
      if (day === null)
        return prompt('questions.hours', { branches: branches.map(({ name, hours }) => ({ name, hours })) });
      const open = branches.map((branch) => ({ name: branch.name, ...hoursOn(clinic, branch, day) }));
      const today =
        Temporal.Instant.from(now).toZonedDateTimeISO(clinic.zone).toPlainDate().toString() === day;
      return prompt('questions.hours_on', { day, today, branches: open });
    }
    case 'location':
      return prompt('questions.location', {
        branches: branchesAsked(clinic, heard).map(({ name, address, phone }) => ({ name, address, phone })),
      });
    case 'services':
      return prompt('questions.services', { services: clinic.services.map(({ name }) => name) });
    case 'prepare': {
      const words = named?.prepare ?? clinic.answers.prepare;
      return words === null ? prompt('questions.ask_us', { phone }) : prompt('questions.prepare', { words });
    }
    default:
      return question satisfies never;
  }
}

function branchesAsked({ branches }: ClinicProfile, heard: Heard | null) {
  const named = branches.filter(({ id }) => id === heard?.branchId);
  return named.length > 0 ? named : branches;
}

function dayAsked(heard: Heard | null): string | null {
  const [first] = heard?.times?.candidates ?? [];
  if (first === undefined) return null;
  return (typeof first === 'string' ? first : first.start).slice(0, 10);
}

type Branch = ClinicProfile['branches'][number];

/** A day's hours as its week has them, less the holidays; `label`: why it is closed. */
function hoursOn({ closures }: ClinicProfile, branch: Branch, day: string) {
  const weekday = Temporal.PlainDate.from(day).dayOfWeek;
  const closed = closures.filter(
    ({ branchId, firstDay, lastDay }) =>
      (branchId === null || branchId === branch.id) && firstDay <= day && day <= lastDay,
  );
  const whole = closed.find(({ opens }) => opens === null);
  const spans = branch.hours.filter((span) => span.weekday === weekday);
  const left = closed.reduce(
    (open, { opens, closes }) =>
      opens === null || closes === null ? [] : open.flatMap((span) => without(span, opens, closes)),
    spans.map(({ opens, closes }) => ({ opens, closes })),
  );
  return { spans: left, label: left.length === 0 ? ((whole ?? closed[0])?.label ?? null) : null };
}

type Span = { opens: string; closes: string };

function without(span: Span, from: string, to: string): Span[] {
  if (to <= span.opens || span.closes <= from) return [span];
  return [
    { opens: span.opens, closes: from },
    { opens: to, closes: span.closes },
  ].filter(({ opens, closes }) => opens < closes);
}
