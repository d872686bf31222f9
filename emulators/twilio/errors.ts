/** Twilio's refusals, by its code: https://www.twilio.com/docs/api/errors */
const refusals = {
  20001: { status: 400, message: 'Invalid parameter' },
  20003: { status: 401, message: 'Authenticate' },
  20404: { status: 404, message: 'The requested resource was not found' },
  20429: { status: 429, message: 'Too Many Requests' },
  21211: { status: 400, message: "Invalid 'To' Phone Number" },
  21212: { status: 400, message: "Invalid 'From' Number" },
  21603: { status: 400, message: "A 'From' phone number is required" },
  21604: { status: 400, message: "A 'To' phone number is required" },
  21609: { status: 400, message: 'The StatusCallback URL is not a valid URL' },
  21610: { status: 400, message: 'Attempt to send to unsubscribed recipient' },
  21617: { status: 400, message: 'The concatenated message body exceeds the 1600 character limit' },
  21619: { status: 400, message: 'A text message body or media urls must be specified' },
  21655: { status: 400, message: 'The ContentSid is invalid for this channel' },
  21656: { status: 400, message: 'The ContentVariables parameter is invalid' },
  21910: { status: 400, message: "'From' and 'To' must be of the same channel" },
  63013: { status: 400, message: "The message violates the channel provider's policy" },
  63016: { status: 400, message: 'Freeform message outside the allowed window: use a template' },
} as const;

export type TwilioCode = keyof typeof refusals;
export type TwilioRefusal = { ok: false; code: TwilioCode; detail?: string };

export function refused(code: TwilioCode, detail?: string): TwilioRefusal {
  return detail === undefined ? { ok: false, code } : { ok: false, code, detail };
}

/** The error as Twilio's API answers it. */
export function refusalResponse(refusal: TwilioRefusal): Response {
  const { status, message } = refusals[refusal.code];
  return errorResponse(status, refusal.code, refusal.detail ? `${message}: ${refusal.detail}` : message);
}

/** Any error, known to the table or not: tests ask for codes of their own. */
export function errorResponse(status: number, code: number, message = 'Refused'): Response {
  const more = `https://www.twilio.com/docs/errors/${code}`;
  return Response.json({ code, message, more_info: more, status }, { status });
}
