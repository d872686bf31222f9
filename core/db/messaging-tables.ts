import type { ColumnType, Generated } from 'kysely';
import type {
  AppointmentId,
  ChannelId,
  ContactId,
  ConversationId,
  CorrelationId,
  HandoverId,
  InboundMessageId,
  NoticeId,
  OrganizationId,
  OutboxId,
} from '../ids.ts';
import type { Language } from '../language.ts';
import type { BudgetStep } from '../limits/budget.ts';
import type { StaffTemplate, TemplateKey } from '../messaging/template.ts';
import type { EndReason, NoticeEnd, NoticeKind } from '../reminders/notice.ts';
import type { ChatProvider, DeliveryState, Fixed, HandoverReason, Instant, WorklistKind } from './tables.ts';

/** What is said, by whom, and what is still to be: a part of Tables (tables.ts). */
export type MessagingTables = {
  message_template: {
    organization_id: Fixed<OrganizationId>;
    channel_id: Fixed<ChannelId>;
    key: Fixed<TemplateKey>;
    language: Fixed<Language>;
    content_sid: string;
  };
  conversation: {
    organization_id: Fixed<OrganizationId>;
    id: Fixed<ConversationId>;
    contact_id: Fixed<ContactId>;
    channel_id: ChannelId;
    language: Language | null;
    revision: Generated<number>;
    turns: Generated<number>;
    frames: ColumnType<unknown, string, string>;
    misses: Generated<number>;
    offered: Buffer | null;
    created_at: Fixed<Instant>;
    last_turn_at: Instant | null;
    hour_began_at: Instant | null;
    hour_messages: Generated<number>;
  };
  handover: {
    organization_id: Fixed<OrganizationId>;
    id: Fixed<HandoverId>;
    conversation_id: Fixed<ConversationId>;
    reason: HandoverReason;
    asked_at: Fixed<Instant>;
    answer_by: Instant;
    quiet_until: Instant;
    alarmed_at: Instant | null;
    holder_id: string | null;
    taken_at: Instant | null;
    taken_seq: number | null;
    held_until: Instant | null;
    ended_at: Instant | null;
    ended_by: 'patient' | 'staff' | 'time' | null;
  };
  notice: {
    organization_id: Fixed<OrganizationId>;
    id: Fixed<NoticeId>;
    appointment_id: Fixed<AppointmentId>;
    kind: Fixed<NoticeKind>;
    step: Fixed<number | null>;
    visit_start: Fixed<Instant>;
    due_at: Fixed<Instant>;
    too_late_at: Fixed<Instant>;
    is_last: Fixed<boolean>;
    state: 'open' | NoticeEnd;
    reason: EndReason | null;
    look_at: Instant | null;
    answered_at: Instant | null;
    answer: 'confirmed' | 'moved' | 'cancelled' | null;
    correlation_id: Fixed<CorrelationId>;
    created_at: Fixed<Instant>;
    ended_at: Instant | null;
  };
  daily_spend: {
    organization_id: Fixed<OrganizationId>;
    day: Fixed<Temporal.PlainDate>;
    newcomers: Generated<string>;
    others: Generated<string>;
    staff: Generated<string>;
  };
  budget_notice: {
    organization_id: Fixed<OrganizationId>;
    id: Fixed<string>;
    day: Fixed<Temporal.PlainDate>;
    step: Fixed<BudgetStep>;
    told_at: Fixed<Instant>;
  };
  worklist_item: {
    organization_id: Fixed<OrganizationId>;
    id: Fixed<string>;
    kind: WorklistKind;
    record_kind: string;
    record_id: string;
    opened_at: Fixed<Instant>;
    due_at: Instant | null;
    taken_by: string | null;
    taken_at: Instant | null;
    closed_at: Instant | null;
    closed_by: string | null;
    left_to_pages_at: Instant | null;
  };
  inbound_message: {
    organization_id: Fixed<OrganizationId>;
    id: Fixed<InboundMessageId>;
    seq: Generated<number>;
    conversation_id: Fixed<ConversationId>;
    channel_id: Fixed<ChannelId>;
    provider_message_id: Fixed<string>;
    body: Buffer;
    state: 'handled' | 'waiting' | 'dead';
    tries: Generated<number>;
    next_try_at: Instant | null;
    correlation_id: Fixed<CorrelationId>;
    received_at: Fixed<Instant>;
    handled_at: Instant | null;
  };
  outbox: {
    organization_id: Fixed<OrganizationId>;
    id: Fixed<OutboxId>;
    seq: Generated<number>;
    contact_id: Fixed<ContactId>;
    channel_id: ChannelId;
    prompt: Buffer;
    language: Language;
    state: DeliveryState;
    tries: Generated<number>;
    in_doubt: Generated<boolean>;
    next_attempt_at: Instant | null;
    provider_message_id: string | null;
    error_code: string | null;
    segments: number | null;
    correlation_id: Fixed<CorrelationId>;
    created_at: Fixed<Instant>;
    wired_at: Instant | null;
    sent_at: Instant | null;
    ended_at: Instant | null;
    notice_id: Fixed<NoticeId | null>;
    digest: Fixed<Buffer | null>;
    retry_of: Fixed<OutboxId | null>;
    cost: string | null;
    author: Generated<'bot' | 'staff' | 'phone'>;
    staff_id: Fixed<string | null>;
    template: Fixed<StaffTemplate | null>;
  };
  receipt: {
    id: Fixed<string>;
    organization_id: OrganizationId | null;
    outbox_id: OutboxId | null;
    provider: Fixed<ChatProvider>;
    provider_message_id: Fixed<string>;
    provider_status: Fixed<string>;
    state: Fixed<'sent' | 'delivered' | 'read' | 'failed' | null>;
    error_code: Fixed<string | null>;
    received_at: Fixed<Instant>;
  };
};
