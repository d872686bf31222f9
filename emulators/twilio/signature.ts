import { createHmac } from 'node:crypto';

/**
 * X-Twilio-Signature of a form post: the URL as we call it, then every parameter's name and value in the order of names.
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security
 */
export function sign(authToken: string, url: string, form: Record<string, string>): string {
  const names = Object.keys(form).sort();
  const signed = url + names.map((name) => `${name}${form[name]}`).join('');
  return createHmac('sha1', authToken).update(signed, 'utf8').digest('base64');
}
