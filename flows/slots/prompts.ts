import type { ClinicProfile } from '../../core/clinic/profile.ts';
import type { Language } from '../../core/language.ts';
import { localOf, weekday } from '../format.ts';
import { type Choice, type Prompt, prompt, text } from '../vocabulary.ts';
import type { Text } from '../words.ts';
import { laterDays, otherDays } from './choices.ts';
import { type Lead, type SlotSearch, slotId } from './search.ts';

/**
 * What is said of free times, the same in every flow that offers them. The keys begin with "booking", which was there first:
 * messages on their way out name their words by them.
 */

const languages: readonly Language[] = ['en', 'sw'];

/** `beside`: what else the flow offers next to a spread of slots; `question`: above it. */
export function slotsPrompt(
  { view, slots, lead }: SlotSearch,
  clinic: ClinicProfile,
  zone: string,
  { beside, question }: { beside: readonly Choice[]; question: Text },
): Prompt {
  const onDay = view.kind === 'day';
  const shown = slots.map(({ start, practitionerId }): Choice => {
    const practitioner = clinic.practitioners.find(({ id }) => id === practitionerId)?.name ?? '';
    return {
      id: slotId({ start, practitionerId }),
      label: text(onDay ? 'booking.slot_time' : 'booking.slot', { start, zone }),
      hint: text(onDay ? 'booking.slot_time_hint' : 'booking.slot_hint', { start, zone, practitioner }),
      keywords: languages.map((language) => weekday(localOf({ start, zone }).day, language)),
    };
  });
  if (onDay) return prompt('booking.choose_slot_on', { day: view.day }, [...shown, otherDays]);
  const choices = [...shown, otherDays, ...beside];
  // Below "that time has just been taken" there is no room, and no need, to repeat where and with whom.
  if (view.kind === 'near' && lead !== null) return prompt('booking.choose_slot_near', {}, choices);
  return { ...question, choices };
}

export function daysPrompt({ days, moreDays }: SlotSearch): Prompt {
  const shown = days.map((day): Choice => ({ id: day, label: text('booking.day', { day }) }));
  return prompt('booking.choose_day', {}, moreDays ? [...shown, laterDays] : shown);
}

/** The reasons that are told above the next prompt; the others have a prompt of their own. */
export function leadText(lead: Lead | null, name: string | null): Text | null {
  switch (lead) {
    case null:
    case 'too_late':
    case 'too_often':
    case 'too_many_visits':
    case 'not_found':
    case 'changed':
    case 'past':
      return null;
    case 'patient_busy':
      return text('booking.patient_busy', { name });
    case 'bad_number':
      return text('details.bad_number', {});
    default:
      return text(`booking.${lead}`, {});
  }
}
