import type { ClinicProfile } from '../core/clinic/profile.ts';
import type { AppointmentId, BranchId, NoticeId, PatientId, PractitionerId, ServiceId } from '../core/ids.ts';
import type { AwaitedNotice } from '../core/reminders/awaiting.ts';
import type { ContactFacts, Facts, VisitFact } from './vocabulary.ts';

/** A clinic for tests: names as long as real ones get, ids as long as real ones are. */

const id = <Id extends string>(kind: string, number: number) =>
  `0199${kind}-0000-7000-8000-${String(number).padStart(12, '0')}` as string as Id;

export const serviceId = (number: number) => id<ServiceId>('5e50', number);
export const branchId = (number: number) => id<BranchId>('b0b0', number);
export const practitionerId = (number: number) => id<PractitionerId>('d0d0', number);
export const patientId = (number: number) => id<PatientId>('aaaa', number);
export const noticeId = (number: number) => id<NoticeId>('0713', number);
export const appointmentId = (number: number) => id<AppointmentId>('ab0e', number);

const serviceNames = [
  { en: 'General consultation', sw: 'Kumwona daktari', keywords: ['gp', 'checkup', 'homa'] },
  {
    en: 'Dental check-up',
    sw: 'Uchunguzi wa meno',
    keywords: ['dental', 'dentist', 'tooth', 'meno', 'jino'],
  },
  { en: 'Antenatal clinic visit', sw: 'Kliniki ya wajawazito', keywords: ['antenatal', 'anc', 'mimba'] },
  { en: 'Child vaccination', sw: 'Chanjo ya mtoto', keywords: ['vaccine', 'immunization', 'chanjo'] },
  { en: 'Family planning', sw: 'Uzazi wa mpango', keywords: ['family planning', 'uzazi'] },
  { en: 'Eye examination', sw: 'Uchunguzi wa macho', keywords: ['eye', 'eyes', 'macho'] },
  { en: 'Laboratory tests', sw: 'Vipimo vya maabara', keywords: ['lab', 'maabara', 'vipimo'] },
  { en: 'Physiotherapy session', sw: 'Tiba ya viungo', keywords: ['physio', 'viungo'] },
  { en: 'Skin clinic', sw: 'Kliniki ya ngozi', keywords: ['skin', 'ngozi'] },
  { en: 'Nutrition counselling', sw: 'Ushauri wa lishe', keywords: ['nutrition', 'lishe'] },
  { en: 'Ultrasound scan', sw: 'Picha ya ultrasound', keywords: ['scan', 'ultrasound'] },
];
const branchNames = ['Westlands Medical Plaza', 'Kilimani', 'Thika Road Mall'];
/** Of the third the clinic has not said where it lies. */
const places = [
  { latitude: -1.2648, longitude: 36.8025 },
  { latitude: -1.2921, longitude: 36.7836 },
];
const practitionerNames = [
  'Dr Wanjiku Kamau-Mwangi',
  'Dr Otieno',
  'Dr Achieng Oluoch',
  'Dr Hassan Abdi',
  'Nurse Mutua',
  'Dr Njeri',
  'Dr Kiptoo',
];

export function sampleClinic({ services = 4, branches = 2, practitioners = 3 } = {}): ClinicProfile {
  const branchIds = branchNames.slice(0, branches).map((_, at) => branchId(at + 1));
  const shown = serviceNames.slice(0, services);
  return {
    name: 'Afya Bora Family Health Centre',
    phone: '+254 711 000 001',
    defaultLanguage: 'en',
    zone: 'Africa/Nairobi',
    currency: 'KES',
    branches: branchNames.slice(0, branches).map((name, at) => ({
      id: branchId(at + 1),
      name,
      address: '2nd floor, Woodvale Grove, opposite the market',
      phone: `+254 711 000 10${at}`,
      zone: 'Africa/Nairobi',
      place: places[at] ?? null,
      hours: [
        ...[1, 2, 3, 4, 5].flatMap((weekday) => [
          { weekday, opens: '08:00', closes: '13:00' },
          { weekday, opens: '14:00', closes: '17:00' },
        ]),
        { weekday: 6, opens: '09:00', closes: '13:00' },
      ],
    })),
    closures: [
      {
        branchId: null,
        ...{ firstDay: '2026-10-20', lastDay: '2026-10-20' },
        ...{ opens: null, closes: null, label: 'Mashujaa Day' },
      },
    ],
    answers: {
      prepare: {
        en: 'Please bring your ID and your clinic card.',
        sw: 'Tafadhali njoo na kitambulisho na kadi ya kliniki.',
      },
      payment: { en: 'You can pay by cash or M-Pesa.', sw: 'Unaweza kulipa kwa pesa taslimu au M-Pesa.' },
    },
    emergency: '999 / 112',
    services: shown.map(({ en, sw, keywords }, at) => ({
      id: serviceId(at + 1),
      name: { en, sw },
      keywords,
      durationMinutes: 30,
      price: at === 3 ? null : '1500.00',
      asksReason: at === 2,
      prepare:
        at === 1
          ? { en: 'Please brush your teeth before you come.', sw: 'Tafadhali piga mswaki kabla ya kuja.' }
          : null,
      // The last of several is given at one branch only.
      branchIds: at > 0 && at === services - 1 ? branchIds.slice(0, 1) : branchIds,
    })),
    practitioners: practitionerNames.slice(0, practitioners).map((name, at) => ({
      id: practitionerId(at + 1),
      name,
      speciality: { en: 'General medicine', sw: 'Daktari wa jumla' },
      serviceIds: shown.map((_, service) => serviceId(service + 1)),
      branchIds,
    })),
  };
}

const stranger: ContactFacts = {
  channel: 'whatsapp',
  isNew: false,
  consented: false,
  patients: [],
  lastBranchId: null,
  optedOut: false,
  handedOver: false,
  held: false,
  idle: false,
  notices: [],
};

export function sampleFacts(clinic: ClinicProfile, contact: Partial<ContactFacts> = {}): Facts {
  const now = '2026-10-05T05:00:00Z';
  return { now, language: 'en', clinic, contact: { ...stranger, ...contact }, heard: null };
}

/** Somebody who was here before, with a family. */
export const asha: Partial<ContactFacts> = {
  consented: true,
  patients: [
    { id: patientId(1), name: 'Asha Wanjiku Njeri', relation: 'self' },
    { id: patientId(2), name: 'Baraka Njeri', relation: 'child' },
  ],
  lastBranchId: branchId(2),
};

/** The contact's visits ahead, or behind: of the first patient and the second by turns. */
export function sampleVisits(count: number, visit: Partial<VisitFact> = {}): readonly VisitFact[] {
  const clinic = sampleClinic();
  const [first, second] = clinic.branches;
  if (!first || !second) throw new Error('the sample clinic has two branches');
  return Array.from({ length: count }, (_, at): VisitFact => {
    const start = Temporal.Instant.from('2026-10-07T06:00:00Z').add({ hours: 25 * at });
    const branch = at % 2 === 0 ? first : second;
    const { address, name, zone } = branch;
    return {
      appointmentId: appointmentId(50 + at),
      status: 'booked',
      start: start.toString(),
      end: start.add({ minutes: 30 }).toString(),
      patientId: patientId(1 + (at % 2)),
      service: { id: serviceId(1), name: { en: 'General consultation', sw: 'Kumwona daktari' } },
      branch: { id: branch.id, name, address, zone },
      practitioner: { id: practitionerId(1), name: practitionerNames[0] ?? '' },
      mayMove: 'yes',
      mayCancel: 'yes',
      ...visit,
    };
  });
}

/** A reminder of the first of those visits, just sent. */
export function sampleNotice(notice: Partial<AwaitedNotice> = {}): AwaitedNotice {
  const visitStart = notice.visitStart ?? '2026-10-07T06:00:00Z';
  return {
    noticeId: noticeId(1),
    kind: 'reminder',
    appointmentId: appointmentId(50),
    toldStart: visitStart,
    visitStart,
    status: 'booked',
    ahead: true,
    serviceId: serviceId(1),
    branchId: branchId(1),
    sentAt: '2026-10-05T04:30:00Z',
    fresh: true,
    numbered: false,
    answered: false,
    ...notice,
  };
}
