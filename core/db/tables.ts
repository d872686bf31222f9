import type { ColumnType, Generated } from 'kysely';
import type {
  AppointmentId,
  BranchId,
  ChannelId,
  ContactId,
  CorrelationId,
  OrganizationId,
  PatientId,
  PractitionerId,
  RoomId,
  ServiceId,
} from '../ids.ts';
import type { Language } from '../language.ts';
import type { DeskTables } from './desk-tables.ts';
import type { MessagingTables } from './messaging-tables.ts';
import type { StaffTables } from './staff-tables.ts';

/**
 * The tables as Kysely sees them (core/db/migrations has the truth and the reasons; a test compares the two).
 * Times are Temporal values in both directions (core/db/temporal.ts); encrypted columns are Buffers.
 */

/** Given when the row is made, never changed by an update. */
export type Fixed<T> = ColumnType<T, T, never>;
export type Instant = Temporal.Instant;
type Range = ColumnType<{ start: Instant; end: Instant }, never, never>; // written with tstzrange(…) in sql

/** What one can converse on. */
export const channelKinds = ['whatsapp', 'sms'] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** The ways to reach somebody, in the order in which they are tried when nothing else is known. E-mail is written to, never heard from. */
export const addressKinds = [...channelKinds, 'email'] as const;
export type AddressKind = (typeof addressKinds)[number];

/** Those that call our webhooks. */
export const chatProviders = ['twilio', 'africastalking'] as const;
export type ChatProvider = (typeof chatProviders)[number];

export const providers = [...chatProviders, 'smtp'] as const;
export type Provider = (typeof providers)[number];

export const appointmentStatuses = [
  'hold',
  'pending',
  'booked',
  'arrived',
  'fulfilled',
  'noshow',
  'cancelled',
] as const;
export type AppointmentStatus = (typeof appointmentStatuses)[number];

export const deliveryStates = [
  'queued',
  'wired',
  'sent',
  'delivered',
  'read',
  'errored',
  'unknown',
  'failed',
  'cancelled',
] as const;
export type DeliveryState = (typeof deliveryStates)[number];

export const relations = ['self', 'child', 'other'] as const;
export type Relation = (typeof relations)[number];

/** staff: they stepped in of their own accord. */
export const handoverReasons = ['asked', 'not_understood', 'not_me', 'refused', 'danger', 'staff'] as const;
export type HandoverReason = (typeof handoverReasons)[number];

export const worklistKinds = [
  'person',
  'danger',
  'not_me',
  'dead_turn',
  'failed_delivery',
  'number_given',
  'late',
  'flood',
  'budget',
  'call',
  'unanswered',
  'out_of_credit',
  'on_call_stopped',
] as const;
export type WorklistKind = (typeof worklistKinds)[number];

export type Tables = MessagingTables &
  DeskTables &
  StaffTables & {
    organization: {
      id: Fixed<OrganizationId>;
      slug: string;
      name: string;
      phone: string;
      default_language: Language;
      zone: string;
      currency: string;
      notice_minutes: number;
      horizon_days: number;
      slot_minutes: number;
      hold_minutes: number;
      staff_confirm: boolean;
      cancel_notice_minutes: Generated<number>;
      move_notice_minutes: Generated<number>;
      most_moves: Generated<number>;
      most_visits: Generated<number>;
      idle_minutes: Generated<number>;
      answer_minutes: Generated<number>;
      quiet_minutes: Generated<number>;
      on_call_phone: string | null;
      most_messages: Generated<number>;
      most_messages_a_minute: Generated<number>;
      daily_budget: Generated<string>;
      prepare_en: string | null;
      prepare_sw: string | null;
      payment_en: string | null;
      payment_sw: string | null;
      emergency: Generated<string>;
      reminders: Generated<number[]>;
      follow_up: Generated<boolean>;
      waking_from: Generated<Temporal.PlainTime>;
      waking_until: Generated<Temporal.PlainTime>;
      fallback_minutes: Generated<number>;
      last_fallback_minutes: Generated<number>;
      most_notices: Generated<number>;
      call_ahead_minutes: Generated<number>;
      settings_revision: Generated<number>;
      applied_digest: string;
      created_at: Fixed<Instant>;
    };
    branch: {
      organization_id: Fixed<OrganizationId>;
      id: Fixed<BranchId>;
      key: string;
      name: string;
      address: string;
      phone: string;
      zone: string;
      position: number;
      active: boolean;
      latitude: number | null;
      longitude: number | null;
    };
    service: {
      organization_id: Fixed<OrganizationId>;
      id: Fixed<ServiceId>;
      key: string;
      name_en: string;
      name_sw: string;
      keywords: string[];
      duration_minutes: number;
      buffer_minutes: number;
      price: string | null;
      position: number;
      active: boolean;
      asks_reason: Generated<boolean>;
      prepare_en: string | null;
      prepare_sw: string | null;
      reminders: number[] | null;
    };
    room: {
      organization_id: Fixed<OrganizationId>;
      id: Fixed<RoomId>;
      branch_id: BranchId;
      key: string;
      name: string;
      position: number;
      active: boolean;
    };
    service_room: {
      organization_id: Fixed<OrganizationId>;
      service_id: Fixed<ServiceId>;
      room_id: Fixed<RoomId>;
    };
    practitioner: {
      organization_id: Fixed<OrganizationId>;
      id: Fixed<PractitionerId>;
      key: string;
      name: string;
      speciality_en: string;
      speciality_sw: string;
      position: number;
      active: boolean;
    };
    practitioner_service: {
      organization_id: Fixed<OrganizationId>;
      practitioner_id: Fixed<PractitionerId>;
      service_id: Fixed<ServiceId>;
    };
    practitioner_branch: {
      organization_id: Fixed<OrganizationId>;
      practitioner_id: Fixed<PractitionerId>;
      branch_id: Fixed<BranchId>;
    };
    weekly_hours: {
      organization_id: Fixed<OrganizationId>;
      id: Fixed<string>;
      branch_id: BranchId;
      practitioner_id: PractitionerId | null;
      weekday: number;
      opens: Temporal.PlainTime;
      closes: Temporal.PlainTime;
    };
    hours_exception: {
      organization_id: Fixed<OrganizationId>;
      id: Fixed<string>;
      kind: 'holiday' | 'absence' | 'extra';
      branch_id: BranchId | null;
      practitioner_id: PractitionerId | null;
      first_day: Temporal.PlainDate;
      last_day: Temporal.PlainDate;
      opens: Temporal.PlainTime | null;
      closes: Temporal.PlainTime | null;
      label: string;
    };
    channel: {
      organization_id: Fixed<OrganizationId>;
      id: Fixed<ChannelId>;
      provider: Provider;
      kind: AddressKind;
      address: string;
      keyword: string | null;
      can_receive: boolean;
      active: boolean;
      price: Generated<string>;
    };
    contact: {
      organization_id: Fixed<OrganizationId>;
      id: Fixed<ContactId>;
      kind: Fixed<AddressKind>;
      address_hash: Buffer;
      created_at: Fixed<Instant>;
      opted_out_at: Instant | null;
      opted_out_by: 'patient' | 'provider' | null;
      unreachable_at: Instant | null;
      unreachable_reason: 'bad_number' | 'blocked' | null;
      detached_at: Instant | null;
    };
    patient: {
      organization_id: Fixed<OrganizationId>;
      id: Fixed<PatientId>;
      preferred_kind: AddressKind | null;
      fell_back_at: Instant | null;
      created_at: Fixed<Instant>;
    };
    contact_patient: {
      organization_id: Fixed<OrganizationId>;
      contact_id: Fixed<ContactId>;
      patient_id: Fixed<PatientId>;
      relation: Relation;
      created_at: Fixed<Instant>;
    };
    consent: {
      organization_id: Fixed<OrganizationId>;
      contact_id: Fixed<ContactId>;
      purpose: 'chat';
      wording: string;
      language: Language;
      given_at: Instant;
    };
    'vault.organization_key': {
      organization_id: Fixed<OrganizationId>;
      lookup_key: Buffer;
      notes_key: Buffer | null;
    };
    'vault.contact': {
      organization_id: Fixed<OrganizationId>;
      contact_id: Fixed<ContactId>;
      data_key: Buffer;
      address: Buffer;
    };
    'vault.patient': {
      organization_id: Fixed<OrganizationId>;
      patient_id: Fixed<PatientId>;
      data_key: Buffer;
      name: Buffer;
      phone: Buffer | null;
      proposed_name: Buffer | null;
      proposed_by: ContactId | null;
    };
    'vault.appointment': {
      organization_id: Fixed<OrganizationId>;
      appointment_id: Fixed<AppointmentId>;
      patient_id: Fixed<PatientId>;
      reason: Buffer;
    };
    appointment: {
      organization_id: Fixed<OrganizationId>;
      id: Fixed<AppointmentId>;
      status: AppointmentStatus;
      branch_id: BranchId;
      service_id: ServiceId;
      practitioner_id: PractitionerId;
      contact_id: ContactId;
      patient_id: PatientId | null;
      visit: Range;
      busy: Range;
      expires_at: Instant | null;
      moves: Generated<number>;
      room_id: RoomId | null;
      cancelled_by: 'patient' | 'staff' | null;
      confirmed_at: Instant | null;
      created_at: Fixed<Instant>;
      updated_at: Instant;
    };
    idempotency: {
      organization_id: Fixed<OrganizationId>;
      key: Fixed<string>;
      command: Fixed<string | null>;
      result: ColumnType<unknown, string, string>;
      created_at: Fixed<Instant>;
    };
    event: {
      seq: Generated<number>;
      organization_id: Fixed<OrganizationId>;
      at: Fixed<Instant>;
      type: Fixed<string>;
      actor_kind: Fixed<'contact' | 'staff' | 'system'>;
      actor_id: Fixed<string | null>;
      record_kind: Fixed<string>;
      record_id: Fixed<string>;
      correlation_id: Fixed<CorrelationId>;
      details: ColumnType<unknown, string, never>;
    };
  };
