import type { Insertable } from 'kysely';
import type { Tables } from '../db/tables.ts';
import type { PractitionerId } from '../ids.ts';
import type { ClinicSettings, DaySpan, PractitionerSettings, TimeSpan } from './settings.ts';
import { writeChannels } from './write-channels.ts';
import { type KnownRecords, type WriteCore, type WriteScope, writeRecords } from './write-records.ts';
import { writeRooms } from './write-rooms.ts';

/**
 * Writes settings over those stored, inside the caller's transaction. Records and channels keep their ids, as visits and
 * messages refer to them; links, hours and exceptions, to which nothing refers, are written anew.
 */
export async function writeSettings(
  core: WriteCore,
  scope: WriteScope,
  settings: ClinicSettings,
): Promise<void> {
  await core.db
    .updateTable('organization')
    .set(organizationColumns(settings))
    .where('id', '=', scope.organizationId)
    .execute();
  const known = await writeRecords(core, scope, settings);
  await writeRooms(core, scope, settings, known);
  await clearSchedule(core, scope);
  await writeLinks(core, scope, settings, known);
  await writeHours(core, scope, settings, known);
  await writeExceptions(core, scope, settings, known);
  await writeChannels(core, scope, settings.channels);
}

export function organizationColumns(settings: ClinicSettings) {
  const { name, phone, language, zone, currency, rules, answers } = settings;
  return {
    ...{ name, phone, zone, currency },
    default_language: language,
    notice_minutes: rules.noticeMinutes,
    horizon_days: rules.horizonDays,
    slot_minutes: rules.slotMinutes,
    hold_minutes: rules.holdMinutes,
    staff_confirm: rules.staffConfirm,
    cancel_notice_minutes: rules.cancelNoticeMinutes,
    move_notice_minutes: rules.moveNoticeMinutes,
    most_moves: rules.mostMoves,
    most_visits: rules.mostVisits,
    idle_minutes: rules.idleMinutes,
    answer_minutes: rules.answerMinutes,
    quiet_minutes: rules.quietMinutes,
    on_call_phone: rules.onCallPhone,
    most_messages: rules.mostMessages,
    most_messages_a_minute: rules.mostMessagesAMinute,
    daily_budget: rules.dailyBudget,
    emergency: rules.emergency,
    reminders: rules.reminders,
    follow_up: rules.followUp,
    waking_from: Temporal.PlainTime.from(rules.wakingFrom),
    waking_until: Temporal.PlainTime.from(rules.wakingUntil),
    fallback_minutes: rules.fallbackMinutes,
    last_fallback_minutes: rules.lastFallbackMinutes,
    most_notices: rules.mostNotices,
    call_ahead_minutes: rules.callAheadMinutes,
    prepare_en: answers.prepare?.en ?? null,
    prepare_sw: answers.prepare?.sw ?? null,
    payment_en: answers.payment?.en ?? null,
    payment_sw: answers.payment?.sw ?? null,
  };
}

const schedule = ['practitioner_service', 'practitioner_branch', 'weekly_hours', 'hours_exception'] as const;

async function clearSchedule(core: WriteCore, scope: WriteScope): Promise<void> {
  for (const table of schedule) {
    await core.db.deleteFrom(table).where('organization_id', '=', scope.organizationId).execute();
  }
}

async function writeLinks(
  core: WriteCore,
  { organizationId }: WriteScope,
  settings: ClinicSettings,
  known: KnownRecords,
): Promise<void> {
  const link = ({ key }: PractitionerSettings) => ({
    organization_id: organizationId,
    practitioner_id: idOf(known.practitioners, key),
  });
  const skills = settings.practitioners.flatMap((practitioner) =>
    practitioner.services.map((key) => ({ ...link(practitioner), service_id: idOf(known.services, key) })),
  );
  const places = settings.practitioners.flatMap((practitioner) =>
    practitioner.branches.map(({ branch }) => ({
      ...link(practitioner),
      branch_id: idOf(known.branches, branch),
    })),
  );
  if (skills.length > 0) await core.db.insertInto('practitioner_service').values(skills).execute();
  if (places.length > 0) await core.db.insertInto('practitioner_branch').values(places).execute();
}

async function writeHours(
  core: WriteCore,
  { organizationId }: WriteScope,
  settings: ClinicSettings,
  known: KnownRecords,
): Promise<void> {
  const open = settings.branches.map(({ key, hours }) => ({ branch: key, practitioner: null, hours }));
  const own = settings.practitioners.flatMap(({ key, branches }) =>
    branches.map(({ branch, hours }) => ({ branch, practitioner: key, hours: hours ?? [] })),
  );
  const rows = [...open, ...own].flatMap(({ branch, practitioner, hours }) =>
    hours.map((span) => ({
      organization_id: organizationId,
      id: core.ids.next<string>(),
      branch_id: idOf(known.branches, branch),
      practitioner_id: practitioner === null ? null : idOf(known.practitioners, practitioner),
      weekday: span.weekday,
      ...times(span),
    })),
  );
  if (rows.length > 0) await core.db.insertInto('weekly_hours').values(rows).execute();
}

type ExceptionRow = Insertable<Tables['hours_exception']>;

async function writeExceptions(
  core: WriteCore,
  { organizationId }: WriteScope,
  settings: ClinicSettings,
  known: KnownRecords,
): Promise<void> {
  const row = (
    kind: ExceptionRow['kind'],
    practitioner_id: PractitionerId | null,
    exception: DaySpan & { hours: TimeSpan | null; branch: string | null; label: string },
  ): ExceptionRow => ({
    organization_id: organizationId,
    id: core.ids.next<string>(),
    ...{ kind, practitioner_id },
    branch_id: exception.branch === null ? null : idOf(known.branches, exception.branch),
    first_day: Temporal.PlainDate.from(exception.firstDay),
    last_day: Temporal.PlainDate.from(exception.lastDay),
    ...(exception.hours === null ? { opens: null, closes: null } : times(exception.hours)),
    label: exception.label,
  });
  const rows = [
    ...settings.holidays.map((holiday) => row('holiday', null, holiday)),
    ...settings.practitioners.flatMap(({ key, absences, extraHours }) => {
      const id = idOf(known.practitioners, key);
      return [
        ...absences.map((absence) => row('absence', id, absence)),
        ...extraHours.map((extra) => row('extra', id, extra)),
      ];
    }),
  ];
  if (rows.length > 0) await core.db.insertInto('hours_exception').values(rows).execute();
}

function times({ opens, closes }: TimeSpan) {
  return { opens: Temporal.PlainTime.from(opens), closes: Temporal.PlainTime.from(closes) };
}

function idOf<Id>(ids: ReadonlyMap<string, Id>, key: string): Id {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`the settings name "${key}" and have no such record`);
  return id;
}
