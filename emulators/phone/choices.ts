import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { MessageKind, Provider, Thread } from '../network.ts';

/** A clinic's number, as one can write to it. */
export type Channel = { kind: MessageKind; provider: Provider; number: string; label: string };
export type Clinic = { name: string; channels: readonly Channel[] };

/** Whose phone the page is: the name is what the patient calls themselves on WhatsApp. */
export type Person = { phone: string; name?: string };

export const people: readonly [Person, ...Person[]] = [
  { phone: '+254712345678', name: 'Amina Otieno' },
  { phone: '+254722410936', name: 'Baraka Mwangi' },
  { phone: '+254733908172', name: 'Zawadi Wanjiru' },
  { phone: '+255754220913', name: 'Juma Hassan' },
];

/** What the page shows. `problem`: what was asked for is no phone number. */
export type Choice = { clinic: Clinic; channel: Channel; person: Person; problem?: string };

/** How a channel is named in an address. */
export const keyOf = ({ provider, kind, number }: Channel) => `${provider}.${kind}.${number}`;

/** Reads `?as=…&to=…`; what is missing or unknown falls back to the first there is. Undefined: there is nobody to write to. */
export function readChoice(clinics: readonly Clinic[], as = '', to = ''): Choice | undefined {
  const lines = clinics.flatMap((clinic) => clinic.channels.map((channel) => ({ clinic, channel })));
  const line = lines.find(({ channel }) => keyOf(channel) === to) ?? lines[0];
  if (!line) return undefined;
  // A space in an address is often a plus that was not escaped.
  const parsed = parsePhoneNumberFromString(as.trim().replace(/^(?=254|255|256)/, '+'), 'KE');
  if (as.trim() !== '' && !parsed?.isPossible()) {
    return { ...line, person: people[0], problem: `“${as.trim()}” is not a phone number.` };
  }
  const phone = parsed?.number ?? people[0].phone;
  return { ...line, person: people.find((person) => person.phone === phone) ?? { phone } };
}

export function threadOf({ channel: { kind, provider, number }, person: { phone } }: Choice): Thread {
  return { kind, provider, number, phone };
}

/** `?as=…&to=…` for a link. */
export function addressOf(person: Person, channel: Channel): string {
  return `?${new URLSearchParams({ as: person.phone, to: keyOf(channel) })}`;
}

/** A number as people write it: +254 712 345678; a short code as it is. */
export function spaced(number: string): string {
  return parsePhoneNumberFromString(number)?.formatInternational() ?? number;
}
