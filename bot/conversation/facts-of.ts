import type { ChannelKind } from '../../core/db/tables.ts';
import type { OrganizationId } from '../../core/ids.ts';
import type { Language } from '../../core/language.ts';
import type { Standing } from '../../core/messaging/standing.ts';
import type { Facts } from '../../flows/vocabulary.ts';
import type { Bot } from '../bot.ts';
import type { Read } from './read-reply.ts';

/** What a turn's flows are told of the clinic and of who writes. */
export async function factsOf(
  bot: Pick<Bot, 'profileOf' | 'clock'>,
  organizationId: OrganizationId,
  channel: ChannelKind,
  standing: Standing,
  read: Read,
): Promise<Facts> {
  const clinic = await bot.profileOf(organizationId, standing.settingsRevision);
  const { turns, detached, consented, patients, lastBranchId, optedOut, handedOver, idle } = standing;
  return {
    now: bot.clock.now().toString(),
    language: standing.language ?? spokenIn(read) ?? clinic.defaultLanguage,
    clinic,
    contact: {
      channel,
      isNew: turns === 0 || detached,
      consented,
      patients,
      lastBranchId,
      optedOut,
      handedOver,
      idle,
    },
  };
}

function spokenIn(read: Read): Language | null {
  if (read.language === 'mixed') return 'sw';
  return read.language === 'unknown' ? null : read.language;
}
