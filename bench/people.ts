import type { ChannelKind } from '../core/db/tables.ts';

/** Who writes to the clinic that is measured: person n has one phone, one patient (themselves) and one way to write. */
export type Person = { number: number; kind: ChannelKind; phone: string };

/** Numbers that look like a network's and are in a row, so that each process of the bench knows them without being told. */
const firstPhone = 254_710_000_000;

export function personOf(number: number): Person {
  return { number, kind: number % 2 === 0 ? 'whatsapp' : 'sms', phone: `+${firstPhone + number}` };
}

export function peopleFrom(first: number, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => personOf(first + index));
}

/** The numbers of clinic.yaml. */
export const clinicNumbers: Record<ChannelKind, string> = {
  whatsapp: '+254711082001',
  sms: '+254711082002',
};
