import { noticeKinds } from '../reminders/notice.ts';

/** Staff have something to say to who has not written for a day: asks them to write. */
export type StaffTemplate = 'staff_message';

/** What a clinic may have had approved by WhatsApp: the texts of notices, and that one. */
export const templateKeys = [...noticeKinds, 'staff_message'] as const;
export type TemplateKey = (typeof templateKeys)[number];
