import type { Generated } from 'kysely';
import type {
  ContactId,
  ConversationId,
  CorrelationId,
  InboundMessageId,
  OrganizationId,
  PatientId,
} from '../ids.ts';
import type { Fixed, Instant } from './tables.ts';

/** What staff write and what they find by: a part of Tables (tables.ts). */
export type DeskTables = {
  held_reply: {
    organization_id: Fixed<OrganizationId>;
    id: Fixed<string>;
    conversation_id: Fixed<ConversationId>;
    staff_id: Fixed<string>;
    text: Fixed<Buffer>;
    correlation_id: Fixed<CorrelationId>;
    held_at: Fixed<Instant>;
    until: Fixed<Instant>;
    ended_at: Instant | null;
    ended_by: 'sent' | 'staff' | 'time' | null;
  };
  canned_reply: {
    organization_id: Fixed<OrganizationId>;
    key: Fixed<string>;
    position: number;
    title_en: string;
    title_sw: string;
    text_en: string;
    text_sw: string;
    active: Generated<boolean>;
  };
  conversation_note: {
    organization_id: Fixed<OrganizationId>;
    id: Fixed<string>;
    conversation_id: Fixed<ConversationId>;
    staff_id: Fixed<string>;
    text: Fixed<Buffer>;
    noted_at: Fixed<Instant>;
  };
  worklist_comment: {
    organization_id: Fixed<OrganizationId>;
    id: Fixed<string>;
    item_id: Fixed<string>;
    staff_id: Fixed<string>;
    text: Fixed<Buffer>;
    commented_at: Fixed<Instant>;
  };
  'vault.search_term': {
    organization_id: Fixed<OrganizationId>;
    hash: Fixed<Buffer>;
    record_kind: Fixed<'patient' | 'message'>;
    record_id: Fixed<string>;
    contact_id: Fixed<ContactId | null>;
    patient_id: Fixed<PatientId | null>;
  };
  search_progress: {
    organization_id: Fixed<OrganizationId>;
    message_id: InboundMessageId | null;
    patient_id: PatientId | null;
  };
};
