import type { Classification } from './classification.ts';
import type { DeskTables } from './desk-tables.ts';

/** A part of classification.ts. */
export const deskClassification: {
  readonly [Table in keyof DeskTables]: { readonly [Column in keyof DeskTables[Table]]: Classification };
} = {
  held_reply: {
    organization_id: 'internal',
    id: 'internal',
    conversation_id: 'internal',
    staff_id: 'internal',
    text: 'phi',
    correlation_id: 'internal',
    held_at: 'internal',
    until: 'internal',
    ended_at: 'internal',
    ended_by: 'internal',
  },
  canned_reply: {
    organization_id: 'internal',
    key: 'internal',
    position: 'internal',
    title_en: 'internal',
    title_sw: 'internal',
    text_en: 'public',
    text_sw: 'public',
    active: 'internal',
  },
  conversation_note: {
    organization_id: 'internal',
    id: 'internal',
    conversation_id: 'internal',
    staff_id: 'internal',
    text: 'phi',
    noted_at: 'internal',
  },
  worklist_comment: {
    organization_id: 'internal',
    id: 'internal',
    item_id: 'internal',
    staff_id: 'internal',
    text: 'phi',
    commented_at: 'internal',
  },
  'vault.search_term': {
    organization_id: 'internal',
    hash: 'phi', // with the lookup key all names could be tried
    record_kind: 'internal',
    record_id: 'internal',
    contact_id: 'internal',
    patient_id: 'internal',
  },
  search_progress: {
    organization_id: 'internal',
    message_id: 'internal',
    patient_id: 'internal',
  },
};
