import type { BranchId, PractitionerId, ServiceId } from '../ids.ts';
import type { Language } from '../language.ts';

/** A name in each language, as the clinic's file has it. */
export type Named = Record<Language, string>;

/** A clinic as its patients are told of it: active records only, in the clinic's own order. Nothing personal. */
export type ClinicProfile = {
  name: string;
  phone: string;
  defaultLanguage: Language;
  /** IANA zone. */
  zone: string;
  currency: string;
  branches: readonly {
    id: BranchId;
    name: string;
    address: string;
    phone: string;
    zone: string;
    /** Degrees; null where the clinic has not said. */
    place: { latitude: number; longitude: number } | null;
    /** When it is open in an ordinary week, in order; local times "08:00", ISO weekdays. */
    hours: readonly { weekday: number; opens: string; closes: string }[];
  }[];
  /** Holidays: local days; branchId null: everywhere; without times the whole day. */
  closures: readonly {
    branchId: BranchId | null;
    firstDay: string;
    lastDay: string;
    opens: string | null;
    closes: string | null;
    label: string;
  }[];
  /** What the clinic answers to questions, in its own words; null where it has said nothing. */
  answers: { prepare: Named | null; payment: Named | null };
  /** Whom to call where life is at risk, as it is to be shown: "999 or 112". */
  emergency: string;
  /** Those that somebody gives somewhere. */
  services: readonly {
    id: ServiceId;
    name: Named;
    keywords: readonly string[];
    durationMinutes: number;
    /** In the clinic's currency, "1500.00"; null: not published. */
    price: string | null;
    /** The patient is asked why they come (and need not say). */
    asksReason: boolean;
    /** What to bring or to do before such a visit. */
    prepare: Named | null;
    branchIds: readonly BranchId[];
  }[];
  practitioners: readonly {
    id: PractitionerId;
    name: string;
    speciality: Named;
    serviceIds: readonly ServiceId[];
    branchIds: readonly BranchId[];
  }[];
};
