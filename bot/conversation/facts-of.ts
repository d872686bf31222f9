import type { ClinicProfile } from '../../core/clinic/profile.ts';
import type { ChannelKind } from '../../core/db/tables.ts';
import type { Language } from '../../core/language.ts';
import type { Standing } from '../../core/messaging/standing.ts';
import { heardIn } from '../../flows/scene.ts';
import type { Facts } from '../../flows/vocabulary.ts';
import type { Read } from './read-reply.ts';

/** What a turn's flows are told of the clinic and of who writes. */
export function factsOf(
  clinic: ClinicProfile,
  now: Temporal.Instant,
  channel: ChannelKind,
  standing: Standing,
  read: Read,
): Facts {
  const { turns, detached, consented, patients, lastBranchId, optedOut, handedOver, held, idle, notices } =
    standing;
  return {
    now: now.toString(),
    language: languageFor(standing, read) ?? clinic.defaultLanguage,
    clinic,
    contact: {
      channel,
      isNew: turns === 0 || detached,
      consented,
      patients,
      lastBranchId,
      optedOut,
      handedOver,
      held,
      idle,
      notices,
    },
    // What was picked from a list is heard by its choice alone.
    heard:
      read.reply.kind === 'said' && read.reading ? heardIn(read.reading, read.reply.text, read.asked) : null,
  };
}

/** So much in another language than before is no loan word: from there on we answer in it. */
const FOLLOWED_FROM_WORDS = 3;

/** The language follows the patient; a mixed or a short message changes nothing. */
function languageFor({ language }: Standing, { reply, spoken }: Read): Language | null {
  if (language === null) return spoken === 'mixed' ? 'sw' : spoken === 'unknown' ? null : spoken;
  if (spoken === 'mixed' || spoken === 'unknown' || reply.kind !== 'said') return language;
  return reply.text.trim().split(/\s+/).length >= FOLLOWED_FROM_WORDS ? spoken : language;
}
