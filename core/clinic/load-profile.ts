import { sql } from 'kysely';
import type { Executor } from '../db/connect.ts';
import type { OrganizationId } from '../ids.ts';
import type { ClinicProfile } from './profile.ts';

/** In one query, as it stands in the way of a patient's message. */
export async function loadClinicProfile(
  db: Executor,
  organizationId: OrganizationId,
): Promise<ClinicProfile> {
  const { rows } = await sql<ClinicProfile>`
    with place as (
      select p.id as practitioner_id, b.id as branch_id, b.position
      from practitioner_branch pb
      join practitioner p on p.organization_id = pb.organization_id and p.id = pb.practitioner_id and p.active
      join branch b on b.organization_id = pb.organization_id and b.id = pb.branch_id and b.active
      where pb.organization_id = ${organizationId}
    ), offer as (
      select place.*, s.id as service_id, s.position as service_position
      from place
      join practitioner_service ps
        on ps.organization_id = ${organizationId} and ps.practitioner_id = place.practitioner_id
      join service s on s.organization_id = ps.organization_id and s.id = ps.service_id and s.active
    )
    select o.name, o.phone, o.default_language as "defaultLanguage", o.zone, o.currency,
      coalesce((
        select json_agg(json_build_object(
          'id', b.id, 'name', b.name, 'address', b.address, 'phone', b.phone, 'zone', b.zone,
          'place', case when b.latitude is not null
            then json_build_object('latitude', b.latitude, 'longitude', b.longitude) end,
          'hours', coalesce((
            select json_agg(json_build_object('weekday', w.weekday, 'opens', to_char(w.opens, 'HH24:MI'),
              'closes', to_char(w.closes, 'HH24:MI')) order by w.weekday, w.opens)
            from weekly_hours w
            where w.organization_id = o.id and w.branch_id = b.id and w.practitioner_id is null
          ), '[]')) order by b.position)
        from branch b where b.organization_id = o.id and b.active
      ), '[]') as branches,
      coalesce((
        select json_agg(json_build_object(
          'branchId', h.branch_id, 'firstDay', h.first_day, 'lastDay', h.last_day, 'opens', to_char(h.opens, 'HH24:MI'),
          'closes', to_char(h.closes, 'HH24:MI'), 'label', h.label) order by h.first_day, h.opens)
        from hours_exception h where h.organization_id = o.id and h.kind = 'holiday'
      ), '[]') as closures,
      json_build_object(
        'prepare', case when o.prepare_en is not null then json_build_object('en', o.prepare_en, 'sw', o.prepare_sw) end,
        'payment', case when o.payment_en is not null then json_build_object('en', o.payment_en, 'sw', o.payment_sw) end
      ) as answers, o.emergency,
      coalesce((
        select json_agg(json_build_object(
          'id', s.id, 'name', json_build_object('en', s.name_en, 'sw', s.name_sw), 'keywords', s.keywords,
          'durationMinutes', s.duration_minutes, 'price', s.price::text,
          'asksReason', s.asks_reason, 'prepare', case when s.prepare_en is not null
            then json_build_object('en', s.prepare_en, 'sw', s.prepare_sw) end, 'branchIds', (
            select json_agg(branch_id order by position)
            from (select distinct branch_id, position from offer where service_id = s.id) given
          )) order by s.position)
        from service s where s.organization_id = o.id and s.id in (select service_id from offer)
      ), '[]') as services,
      coalesce((
        select json_agg(json_build_object(
          'id', p.id, 'name', p.name, 'speciality', json_build_object('en', p.speciality_en, 'sw', p.speciality_sw),
          'serviceIds', (
            select json_agg(service_id order by service_position)
            from (select distinct service_id, service_position from offer where practitioner_id = p.id) gives
          ),
          'branchIds', (select json_agg(branch_id order by position) from place where practitioner_id = p.id)
          ) order by p.position)
        from practitioner p where p.organization_id = o.id and p.id in (select practitioner_id from offer)
      ), '[]') as practitioners
    from organization o where o.id = ${organizationId}
  `.execute(db);
  const [profile] = rows;
  if (profile === undefined) throw new Error(`there is no organization ${organizationId}`);
  return profile;
}

export type ProfileCache = {
  /** The profile as of that revision of the settings, or of a later one. */
  profileOf(organizationId: OrganizationId, settingsRevision: number): Promise<ClinicProfile>;
};

/**
 * Keeps the latest profile of the organizations asked for last. The revision that the caller has just read from the
 * organization's row says whether it is still good: nobody needs to tell other processes of a change.
 *
 * @param most how many organizations are kept
 */
export function createProfileCache(
  db: Executor,
  { most = 500, load = loadClinicProfile }: { most?: number; load?: typeof loadClinicProfile } = {},
): ProfileCache {
  const kept = new Map<OrganizationId, { revision: number; profile: Promise<ClinicProfile> }>();
  /** Stands last in it; where one clinic is asked for over and over, nothing is to be moved. */
  let last: OrganizationId | undefined;

  function profileOf(organizationId: OrganizationId, settingsRevision: number): Promise<ClinicProfile> {
    const known = kept.get(organizationId);
    const current =
      known !== undefined && known.revision >= settingsRevision
        ? known
        : { revision: settingsRevision, profile: load(db, organizationId) };
    if (current === known && organizationId === last) return current.profile;
    last = organizationId;
    kept.delete(organizationId); // a Map keeps the order of insertion: the one asked for last stands last
    kept.set(organizationId, current);
    const [oldest] = kept.keys();
    if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    if (current !== known) {
      current.profile.catch(() => {
        if (kept.get(organizationId) === current) kept.delete(organizationId); // a failure is not kept
      });
    }
    return current.profile;
  }

  return { profileOf };
}
