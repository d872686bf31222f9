import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Thread } from '../network.ts';
import { countSegments } from '../segments.ts';
import type { Writing } from '../writing.ts';
import { type Account, postSigned } from './account.ts';
import { isOptedOut, type OptOutType, optOutReplies, optOutType } from './opt-out.ts';

/** A patient writes. With the `messageId` of an earlier message that one is delivered once more, and the phone shows it once. */
export async function writeToClinic(
  account: Account,
  webhookBaseUrl: string,
  writing: Writing,
): Promise<{ status: number; messageSid: string }> {
  const { kind, phone, number, tap, media = [] } = writing;
  const thread: Thread = { kind, provider: 'twilio', phone, number };
  const text = writing.text ?? tap?.title ?? '';
  const optOut = optOutType(thread, text, isOptedOut(account.network, thread));
  const messageSid = writing.messageId ?? `${media.length > 0 ? 'MM' : 'SM'}${account.nextId()}`;
  const isRepeat = account.network.find(messageSid) !== undefined;

  if (!isRepeat) {
    account.network.put({
      id: messageSid,
      ...thread,
      direction: 'out',
      text,
      status: 'sent',
      ...(kind === 'sms' ? { segments: countSegments(text).segments } : {}),
      ...(media.length > 0 ? { media: [...media] } : {}),
      ...(tap?.on === undefined ? {} : { replyTo: tap.on }),
    });
    if (optOut) answerOptOut(account, thread, optOut);
  }
  const form = inboundForm(account, messageSid, writing, text, optOut);
  const status = await postSigned(account, `${webhookBaseUrl}/webhooks/twilio/${kind}`, form);
  account.network.setStatus(messageSid, status >= 200 && status < 300 ? 'delivered' : 'failed');
  return { status, messageSid };
}

/** Twilio answers these words itself, whatever the clinic says. */
function answerOptOut(account: Account, thread: Thread, type: OptOutType): void {
  const text = optOutReplies[type];
  const id = `SM${account.nextId()}`;
  const { segments } = countSegments(text);
  account.network.put({ id, ...thread, direction: 'in', text, status: 'delivered', segments });
}

/** The parameters of an incoming message: https://www.twilio.com/docs/messaging/guides/webhook-request */
function inboundForm(
  account: Account,
  sid: string,
  writing: Writing,
  text: string,
  optOut: OptOutType | undefined,
): Record<string, string> {
  const { kind, media = [] } = writing;
  const address = (number: string) => (kind === 'whatsapp' ? `whatsapp:${number}` : number);
  return {
    MessageSid: sid,
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    AccountSid: account.sid,
    ApiVersion: '2010-04-01',
    From: address(writing.phone),
    To: address(writing.number),
    Body: text,
    NumSegments: String(kind === 'sms' ? countSegments(text).segments : 1),
    NumMedia: String(media.length),
    ...Object.fromEntries(
      media.flatMap(({ url, contentType }, n) => [
        [`MediaUrl${n}`, url],
        [`MediaContentType${n}`, contentType],
      ]),
    ),
    ...(kind === 'whatsapp' ? whatsAppForm(writing) : smsForm(writing)),
    ...(optOut ? { OptOutType: optOut } : {}),
  };
}

function whatsAppForm({
  phone,
  number,
  profileName,
  tap,
  media = [],
  location,
}: Writing): Record<string, string> {
  const WaId = phone.replace('+', '');
  const ProfileName = profileName ?? WaId;
  const context = { type: 'whatsapp', data: { context: { ProfileName, WaId } } };
  const original = tap?.on === undefined ? {} : { OriginalRepliedMessageSid: tap.on };
  const replied = tap ? { OriginalRepliedMessageSender: `whatsapp:${number}`, ...original } : {};
  const whose = { ProfileName, WaId, ChannelMetadata: JSON.stringify(context), ...replied };
  if (tap?.type === 'button')
    return { ...whose, MessageType: 'button', ButtonText: tap.title, ButtonPayload: tap.id };
  if (tap) return { ...whose, MessageType: 'interactive', ListId: tap.id, ListTitle: tap.title };
  if (location) {
    const { latitude, longitude } = location;
    return { ...whose, MessageType: 'location', Latitude: String(latitude), Longitude: String(longitude) };
  }
  return { ...whose, MessageType: media[0]?.contentType.split('/')[0] ?? 'text' };
}

/** Twilio also says where the numbers are from; of a Kenyan number it knows the country and no more. */
function smsForm({ phone, number }: Writing): Record<string, string> {
  const place = (end: 'From' | 'To', country = '') => ({
    [`${end}Country`]: country,
    [`${end}State`]: '',
    [`${end}City`]: '',
    [`${end}Zip`]: '',
  });
  const country = (of: string) => parsePhoneNumberFromString(of)?.country;
  return { ...place('From', country(phone)), ...place('To', country(number)) };
}
