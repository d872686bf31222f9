export type ClinicRules = {
  noticeMinutes: number;
  horizonDays: number;
  slotMinutes: number;
  holdMinutes: number;
  staffConfirm: boolean;
  /** How long before a visit a patient may still cancel it, or move it, without staff. */
  cancelNoticeMinutes: number;
  moveNoticeMinutes: number;
  mostMoves: number;
  /** Ahead, held by one contact. */
  mostVisits: number;
  /** A conversation in which so long nothing was said has expired. */
  idleMinutes: number;
  /** Within so many minutes of opening hours a person answers. */
  answerMinutes: number;
  /** So long the bot keeps quiet for a person. */
  quietMinutes: number;
  /** Staff's, E.164: told by SMS that a patient waits for a person. */
  onCallPhone: string | null;
  /** From one number, in an hour. */
  mostMessages: number;
  /** From all numbers together. */
  mostMessagesAMinute: number;
  /** What a day's messages may cost, in the clinic's currency: '5000.00'. */
  dailyBudget: string;
  /** Whom to call where life is at risk, as it is shown. */
  emergency: string;
  /** When patients are reminded: minutes before a visit, the longest first; none: not at all. */
  reminders: number[];
  /** After a missed visit patients are asked whether to find another time. */
  followUp: boolean;
  /** Within these local times we write to people of our own accord: '08:00'. */
  wakingFrom: string;
  wakingUntil: string;
  /** Without a receipt for so long, a notice goes to the next address. */
  fallbackMinutes: number;
  /** The same for the last one before a visit. */
  lastFallbackMinutes: number;
  /** To one patient, in 24 hours. */
  mostNotices: number;
  /** So long before a visit staff hear of who has not answered. */
  callAheadMinutes: number;
};

/** What a file may leave out, as the tables have it for a clinic that says nothing. */
export const defaultRules = {
  cancelNoticeMinutes: 120,
  moveNoticeMinutes: 120,
  mostMoves: 3,
  mostVisits: 4,
  idleMinutes: 180,
  answerMinutes: 30,
  quietMinutes: 240,
  onCallPhone: null,
  mostMessages: 60,
  mostMessagesAMinute: 600,
  dailyBudget: '5000.00',
  emergency: '999 / 112',
  reminders: [2880, 1440, 120] as number[],
  followUp: true,
  wakingFrom: '08:00',
  wakingUntil: '20:00',
  fallbackMinutes: 15,
  lastFallbackMinutes: 5,
  mostNotices: 6,
  callAheadMinutes: 1200,
} as const satisfies Partial<ClinicRules>;
