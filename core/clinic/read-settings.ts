import type { Executor, Tx } from '../db/connect.ts';
import type { OrganizationId } from '../ids.ts';
import type { Named } from './profile.ts';
import {
  type ClinicSettings,
  type HolidaySettings,
  inCanonicalOrder,
  type PractitionerSettings,
  type TimeSpan,
  type WeeklySpan,
} from './settings.ts';

/** A clinic's settings as the tables hold them, of one moment; what is inactive is no part of them. */
export function readClinicSettings(
  { db }: { db: Executor },
  organizationId: OrganizationId,
): Promise<ClinicSettings> {
  if (db.isTransaction) return read(db, organizationId);
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx: Tx) => read(tx, organizationId));
}

async function read(db: Executor, organizationId: OrganizationId): Promise<ClinicSettings> {
  const organization = await db
    .selectFrom('organization')
    .selectAll()
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  const rows = await readRows(db, organizationId);
  const keys = new Map<string, string>(
    [...rows.branches, ...rows.rooms, ...rows.services, ...rows.practitioners].map(({ id, key }) => [
      id,
      key,
    ]),
  );
  return inCanonicalOrder({
    slug: organization.slug,
    name: organization.name,
    phone: organization.phone,
    language: organization.default_language,
    zone: organization.zone,
    currency: organization.currency,
    rules: {
      noticeMinutes: organization.notice_minutes,
      horizonDays: organization.horizon_days,
      slotMinutes: organization.slot_minutes,
      holdMinutes: organization.hold_minutes,
      staffConfirm: organization.staff_confirm,
      cancelNoticeMinutes: organization.cancel_notice_minutes,
      moveNoticeMinutes: organization.move_notice_minutes,
      mostMoves: organization.most_moves,
      mostVisits: organization.most_visits,
      idleMinutes: organization.idle_minutes,
      answerMinutes: organization.answer_minutes,
      quietMinutes: organization.quiet_minutes,
      onCallPhone: organization.on_call_phone,
      mostMessages: organization.most_messages,
      mostMessagesAMinute: organization.most_messages_a_minute,
      dailyBudget: organization.daily_budget,
      emergency: organization.emergency,
      reminders: organization.reminders,
      followUp: organization.follow_up,
      wakingFrom: toMinute(organization.waking_from),
      wakingUntil: toMinute(organization.waking_until),
      fallbackMinutes: organization.fallback_minutes,
      lastFallbackMinutes: organization.last_fallback_minutes,
      mostNotices: organization.most_notices,
      callAheadMinutes: organization.call_ahead_minutes,
    },
    answers: {
      prepare: toNamed(organization.prepare_en, organization.prepare_sw),
      payment: toNamed(organization.payment_en, organization.payment_sw),
    },
    branches: rows.branches.map(({ id, key, name, address, phone, zone, latitude, longitude }) => ({
      ...{ key, name, address, phone, zone },
      place: latitude === null || longitude === null ? null : { latitude, longitude },
      rooms: rows.rooms.filter(({ branch_id }) => branch_id === id).map(({ key, name }) => ({ key, name })),
      hours: weekly(rows.hours.filter((row) => row.branch_id === id && row.practitioner_id === null)),
    })),
    holidays: rows.exceptions.filter(({ kind }) => kind === 'holiday').map((row) => toException(row, keys)),
    services: rows.services.map((row) => ({
      key: row.key,
      name: { en: row.name_en, sw: row.name_sw },
      keywords: row.keywords,
      durationMinutes: row.duration_minutes,
      bufferMinutes: row.buffer_minutes,
      price: row.price,
      asksReason: row.asks_reason,
      prepare: toNamed(row.prepare_en, row.prepare_sw),
      rooms: rows.needed
        .filter(({ service_id }) => service_id === row.id)
        .flatMap(({ room_id }) => keys.get(room_id) ?? []),
      reminders: row.reminders,
    })),
    practitioners: rows.practitioners.map((row) => toPractitioner(row, rows, keys)),
    channels: rows.channels.map((row) => ({
      provider: row.provider,
      kind: row.kind,
      number: row.address,
      keyword: row.keyword,
      receives: row.can_receive,
      price: row.price,
      templates: rows.templates
        .filter(({ channel_id }) => channel_id === row.id)
        .map(({ key, language, content_sid }) => ({ notice: key, language, contentSid: content_sid })),
    })),
  });
}

/** Both or neither: a check on the table says so. */
function toNamed(en: string | null, sw: string | null): Named | null {
  return en === null || sw === null ? null : { en, sw };
}

type Rows = Awaited<ReturnType<typeof readRows>>;

async function readRows(db: Executor, organizationId: OrganizationId) {
  const branches = db.selectFrom('branch').where('active', '=', true).orderBy('position');
  const rooms = db.selectFrom('room').where('active', '=', true).orderBy('position');
  const needed = db.selectFrom('service_room');
  const services = db.selectFrom('service').where('active', '=', true).orderBy('position');
  const practitioners = db.selectFrom('practitioner').where('active', '=', true).orderBy('position');
  const places = db.selectFrom('practitioner_branch');
  const skills = db.selectFrom('practitioner_service');
  const channels = db.selectFrom('channel').where('active', '=', true);
  const templates = db.selectFrom('message_template');
  return {
    branches: await branches.where('organization_id', '=', organizationId).selectAll().execute(),
    rooms: await rooms.where('organization_id', '=', organizationId).selectAll().execute(),
    needed: await needed.where('organization_id', '=', organizationId).selectAll().execute(),
    services: await services.where('organization_id', '=', organizationId).selectAll().execute(),
    practitioners: await practitioners.where('organization_id', '=', organizationId).selectAll().execute(),
    places: await places.where('organization_id', '=', organizationId).selectAll().execute(),
    skills: await skills.where('organization_id', '=', organizationId).selectAll().execute(),
    channels: await channels.where('organization_id', '=', organizationId).selectAll().execute(),
    templates: await templates.where('organization_id', '=', organizationId).selectAll().execute(),
    hours: await db
      .selectFrom('weekly_hours')
      .where('organization_id', '=', organizationId)
      .selectAll()
      .execute(),
    exceptions: await db
      .selectFrom('hours_exception')
      .where('organization_id', '=', organizationId)
      .selectAll()
      .execute(),
  };
}

function toPractitioner(
  row: Rows['practitioners'][number],
  rows: Rows,
  keys: ReadonlyMap<string, string>,
): PractitionerSettings {
  const own = rows.exceptions.filter(({ practitioner_id }) => practitioner_id === row.id);
  return {
    key: row.key,
    name: row.name,
    speciality: { en: row.speciality_en, sw: row.speciality_sw },
    services: rows.skills
      .filter(({ practitioner_id }) => practitioner_id === row.id)
      .flatMap(({ service_id }) => keys.get(service_id) ?? []),
    branches: rows.places
      .filter(({ practitioner_id }) => practitioner_id === row.id)
      .flatMap(({ branch_id }) => {
        const branch = keys.get(branch_id);
        const hours = rows.hours.filter(
          (span) => span.branch_id === branch_id && span.practitioner_id === row.id,
        );
        return branch === undefined ? [] : [{ branch, hours: hours.length === 0 ? null : weekly(hours) }];
      }),
    absences: own.filter(({ kind }) => kind === 'absence').map((exception) => toException(exception, keys)),
    extraHours: own
      .filter(({ kind }) => kind === 'extra')
      .flatMap((exception) => {
        const { hours, branch, ...rest } = toException(exception, keys);
        return hours === null || branch === null ? [] : [{ ...rest, hours, branch }];
      }),
  };
}

function toException(row: Rows['exceptions'][number], keys: ReadonlyMap<string, string>): HolidaySettings {
  return {
    firstDay: row.first_day.toString(),
    lastDay: row.last_day.toString(),
    hours: row.opens && row.closes && toSpan({ opens: row.opens, closes: row.closes }),
    branch: row.branch_id && (keys.get(row.branch_id) ?? null),
    label: row.label,
  };
}

function weekly(rows: readonly Rows['hours'][number][]): WeeklySpan[] {
  return rows.map((row) => ({ weekday: row.weekday, ...toSpan(row) }));
}

function toSpan({ opens, closes }: { opens: Temporal.PlainTime; closes: Temporal.PlainTime }): TimeSpan {
  return { opens: toMinute(opens), closes: toMinute(closes) };
}

function toMinute(time: Temporal.PlainTime): string {
  return time.toString({ smallestUnit: 'minute' });
}
