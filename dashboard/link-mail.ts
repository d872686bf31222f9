import type { OrganizationId } from '../core/ids.ts';
import type { Core } from '../core/scope.ts';
import type { MailLink, PostMail } from './page.ts';
import { sayIn } from './words/words.ts';

/**
 * Sends invitations, and links to a new password, from the clinic's own mailbox and in the language of whom they are for. Neither
 * the link nor the address is ever in the log: whoever has the link has the account.
 */
export function createMailLink(core: Pick<Core, 'db' | 'log'>, post: PostMail): MailLink {
  return async ({ organizationId, correlationId, email, clinic, language, purpose, link }) => {
    const from = await mailboxOf(core, organizationId);
    if (from === null) return 'off';
    const say = sayIn(language);
    const isInvitation = purpose === 'invite';
    const sent = await post({
      ...{ from, sender: clinic, to: email },
      subject: say(isInvitation ? 'mailInviteSubject' : 'mailResetSubject', { clinic }),
      text: say(isInvitation ? 'mailInvite' : 'mailReset', { clinic, link }),
    });
    if (sent.ok) return 'sent';
    core.log.warn('link_not_mailed', { organizationId, correlationId, code: sent.code });
    return 'failed';
  };
}

/** Null: the clinic's file has no address that e-mail comes from. */
async function mailboxOf(core: Pick<Core, 'db'>, organizationId: OrganizationId): Promise<string | null> {
  const channel = await core.db
    .selectFrom('channel')
    .select('address')
    .where('organization_id', '=', organizationId)
    .where('kind', '=', 'email')
    .where('active', '=', true)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return channel?.address ?? null;
}
