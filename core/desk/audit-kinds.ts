import { type EventType, eventTypes } from '../events.ts';

/** What staff choose from when they read the log. */
export const auditKinds = [
  'looked',
  'visits',
  'people',
  'talks',
  'notices',
  'needs',
  'staff',
  'clinic',
] as const;
export type AuditKind = (typeof auditKinds)[number];

type Word<T> = T extends `${infer First}.${string}` ? First : never;

/** By the record that a type names first: one that is missing here does not compile. */
const kindOfRecord: Readonly<Record<Word<EventType>, AuditKind>> = {
  appointment: 'visits',
  patient: 'people',
  contact: 'people',
  conversation: 'talks',
  handover: 'talks',
  outbox: 'talks',
  inbound_message: 'talks',
  notice: 'notices',
  worklist_item: 'needs',
  staff: 'staff',
  organization: 'clinic',
  practitioner: 'looked',
  audit: 'looked',
};

/** Nothing was changed: somebody saw something. */
const looked: readonly EventType[] = [
  'patient.read',
  'patient.number_shown',
  'contact.address_shown',
  'conversation.read',
];

export function auditKindOf(type: EventType): AuditKind {
  return looked.includes(type) ? 'looked' : kindOfRecord[type.slice(0, type.indexOf('.')) as Word<EventType>];
}

/** Null: all of them. */
export function typesOf(kind: AuditKind | null): EventType[] {
  return eventTypes.filter((type) => kind === null || auditKindOf(type) === kind);
}
