/**
 * Everything that may go wrong when sending, as one closed table. `next` says what follows:
 * retry: the provider did not take it, try again later · never: it will not take it · in_doubt: we cannot know whether it did
 * (see contracts: wait for a receipt, then send once more, marked as such).
 */
export const sendErrors = {
  provider_unreachable: { next: 'retry', message: 'no connection to the provider' },
  provider_error: { next: 'retry', message: 'the provider had an error of its own' },
  throttled: { next: 'retry', message: 'the provider asks us to slow down' },
  out_of_credit: { next: 'retry', message: 'the account at the provider has no credit, or is suspended' },
  no_answer: { next: 'in_doubt', message: 'the provider did not answer in time, or broke off' },
  answer_unreadable: { next: 'in_doubt', message: 'the provider answered something we cannot read' },
  bad_credentials: { next: 'retry', message: 'the provider refuses our credentials' },
  bad_number: { next: 'never', message: 'the number does not exist or cannot get this kind of message' },
  opted_out: { next: 'never', message: 'the number has opted out at the provider' },
  outside_window: { next: 'never', message: 'WhatsApp: more than 24 hours since the patient wrote' },
  blocked: { next: 'never', message: 'the carrier or the provider blocks this message' },
  too_long: { next: 'never', message: 'the message is too long for the provider' },
  undelivered: { next: 'never', message: 'the provider took the message and could not deliver it' },
  refused: { next: 'never', message: 'the provider refuses this message' },
} as const satisfies Record<string, { next: 'retry' | 'never' | 'in_doubt'; message: string }>;

/** As the record has it: our code, and the provider's behind it. */
export function writeError({ code, providerCode }: SendError): string {
  return providerCode === null ? code : `${code}:${providerCode}`;
}

export type SendErrorCode = keyof typeof sendErrors;

/** providerCode: the provider's own code ("21610"), for staff and the record; never its text, which may quote the message. */
export type SendError = { code: SendErrorCode; providerCode: string | null };
