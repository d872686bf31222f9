import type { SendError, SendErrorCode } from '../send-error.ts';

/** A recipient's status codes (developers.africastalking.com/docs/sms/sending) that mean: not taken. */
const codes: Readonly<Record<number, SendErrorCode>> = {
  401: 'blocked', // held for risk
  402: 'refused', // the sender's name is not ours
  403: 'bad_number',
  404: 'bad_number', // a kind of number that gets no SMS
  405: 'out_of_credit',
  406: 'opted_out', // on the blacklist
  407: 'bad_number', // no route
  409: 'opted_out', // do not disturb
  500: 'provider_error',
  501: 'provider_error',
  502: 'blocked', // rejected by the carrier
};

/** 100 processed, 101 sent, 102 queued. */
const taken: readonly number[] = [100, 101, 102];

/** Where nobody was tried, the reason stands in the message in place of a recipient. */
const reasons: Readonly<Record<string, SendErrorCode>> = {
  InvalidSenderId: 'refused',
  InsufficientBalance: 'out_of_credit',
  InvalidPhoneNumber: 'bad_number',
  InvalidPhoneNumbers: 'bad_number',
  UserInBlacklist: 'opted_out',
  UserInBlackList: 'opted_out',
};

export function isTaken(statusCode: number): boolean {
  return taken.includes(statusCode);
}

/** A code we do not know says nothing about whether the message went out. */
export function recipientError(statusCode: number): SendError {
  return { code: codes[statusCode] ?? 'answer_unreadable', providerCode: String(statusCode) };
}

export function refusalReason(message: string): SendError {
  const reason = message.trim();
  if (!Object.hasOwn(reasons, reason)) return { code: 'refused', providerCode: null };
  return { code: reasons[reason] ?? 'refused', providerCode: reason };
}

/** Why a text that was taken never arrived, as a delivery report says it (developers.africastalking.com/docs/sms/notifications). */
const failureReasons: Readonly<Record<string, SendErrorCode>> = {
  InsufficientCredit: 'undelivered', // the subscriber's airtime, not our account
  InvalidLinkId: 'refused',
  UserIsInactive: 'bad_number',
  UserInBlackList: 'opted_out',
  UserInBlacklist: 'opted_out',
  UserAccountSuspended: 'bad_credentials',
  NotNetworkSubcriber: 'bad_number',
  UserNotSubscribedToProduct: 'refused',
  UserDoesNotExist: 'bad_number',
};

/** @param reason null where the report gives none */
export function reportedError(reason: string | null): SendError {
  const known = reason !== null && Object.hasOwn(failureReasons, reason) ? failureReasons[reason] : undefined;
  return { code: known ?? 'undelivered', providerCode: reason };
}

export function httpError(status: number): SendError {
  const providerCode = `http_${status}`;
  if (status === 401 || status === 403) return { code: 'bad_credentials', providerCode };
  if (status === 429) return { code: 'throttled', providerCode };
  // The gateway gave up waiting: what stands behind it may have taken the message.
  if (status === 504) return { code: 'no_answer', providerCode };
  if (status >= 500 || status < 400) return { code: 'provider_error', providerCode };
  return { code: 'refused', providerCode };
}
