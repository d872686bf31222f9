import { addressKinds, providers } from '../db/tables.ts';
import { languages } from '../language.ts';
import { type TemplateKey, templateKeys } from '../messaging/template.ts';
import { complain, section, text, words } from './file-fields.ts';
import { readContentSid } from './notice-values.ts';
import { readMessagePrice, readOneOf, readProviderNumber, readYesNo } from './plain-values.ts';
import { type ChannelSettings, defaultPrice, type TemplateSettings } from './settings.ts';

const example = `HX${'0'.repeat(32)}`;
const contentSid = text(readContentSid, example).optional();
/** In one language, or in each. */
const template = section({ en: contentSid, sw: contentSid }).optional();

/** The file's keys have hyphens. */
export function templateKey(notice: TemplateKey): string {
  return notice.replaceAll('_', '-');
}

const templates = section({
  reminder: template,
  confirmed: template,
  changed: template,
  cancelled: template,
  'follow-up': template,
  'staff-message': template,
}).transform((written): TemplateSettings[] => {
  const given = new Map(Object.entries(written));
  return templateKeys.flatMap((notice) =>
    languages.flatMap((language) => {
      const sid = given.get(templateKey(notice))?.[language];
      return sid === undefined ? [] : [{ notice, language, contentSid: sid }];
    }),
  );
});

const written = section({
  provider: text((written) => readOneOf(written, providers), 'twilio'),
  kind: text((written) => readOneOf(written, addressKinds), 'whatsapp'),
  number: text(readProviderNumber, '+254711082001, or a short code: 22141'),
  // providers hand on what patients type, in any case: one form of it
  keyword: words(20, 'AMANI')
    .transform((word) => word.toUpperCase())
    .optional(),
  receives: text(readYesNo, 'yes').optional(),
  price: text(readMessagePrice, '0.8').optional(),
  templates: templates.optional(),
});

type Written = Parameters<Parameters<typeof written.transform>[0]>[0];
type Context = Parameters<typeof complain>[0];

/** A number at a provider, or the mailbox that e-mail comes from. */
export const channel = written.transform((given, context): ChannelSettings => {
  const { provider, kind, keyword = null, receives = kind !== 'email', price = defaultPrice(kind) } = given;
  const { number } = given.number;
  checkKind(given, context);
  if (given.number.form === 'name' && receives) {
    complain(context, 'a name as sender cannot be answered', 'add: receives: no', ['number']);
  }
  if (keyword !== null && (given.number.form !== 'short code' || !/^[\p{L}\p{N}]+$/u.test(keyword))) {
    const mend = 'a keyword is one word, for a short code that clinics share; take it out otherwise';
    complain(context, `"${keyword}" cannot be a keyword of ${number}`, mend, ['keyword']);
  }
  if (kind !== 'whatsapp' && given.templates !== undefined) {
    complain(context, `${kind} needs no templates`, 'they are WhatsApp’s: take them out', ['templates']);
  }
  return { provider, kind, number, keyword, receives, price, templates: given.templates ?? [] };
});

/** Each provider carries its kinds, and each kind has its form of number. */
function checkKind({ provider, kind, number: { form, number }, receives }: Written, context: Context): void {
  if (kind === 'email') {
    if (provider !== 'smtp') {
      complain(context, `${provider} carries no e-mail here`, 'write smtp, or kind: sms', ['provider']);
    }
    if (form !== 'address') {
      complain(context, `"${number}" is no e-mail address`, 'write it like: miadi@amani.example', ['number']);
    }
    if (receives) complain(context, 'nobody reads that mailbox here', 'take the line out', ['receives']);
    return;
  }
  if (provider === 'smtp') complain(context, `smtp carries no ${kind}`, 'write kind: email', ['kind']);
  else if (kind === 'whatsapp' && provider !== 'twilio') {
    complain(context, `${provider} carries no WhatsApp here`, 'write twilio, or kind: sms', ['provider']);
  }
  if (kind === 'whatsapp' && form !== 'phone') {
    complain(context, `WhatsApp knows no ${form}`, 'write a phone number: +254711082001', ['number']);
  } else if (form === 'address') {
    complain(context, 'SMS knows no e-mail address', 'write a number, or kind: email', ['number']);
  }
}
