import { mailboxOf } from '../core/clinic/mailbox.ts';
import type { Core } from '../core/scope.ts';
import type { MailLink, PostMail } from './page.ts';
import { sayIn } from './words/words.ts';

/**
 * Sends invitations, and links to a new password, from the clinic's own mailbox and in the language of whom they are for. Neither
 * the link nor the address is ever in the log: whoever has the link has the account.
 */
export function createMailLink(core: Pick<Core, 'db' | 'log'>, post: PostMail): MailLink {
  return async ({ organizationId, correlationId, email, clinic, language, purpose, link }) => {
    const mailbox = await mailboxOf(core, organizationId);
    if (mailbox === undefined) return 'off';
    const say = sayIn(language);
    const isInvitation = purpose === 'invite';
    const sent = await post({
      ...{ from: mailbox.address, sender: clinic, to: email },
      subject: say(isInvitation ? 'mailInviteSubject' : 'mailResetSubject', { clinic }),
      text: say(isInvitation ? 'mailInvite' : 'mailReset', { clinic, link }),
    });
    if (sent.ok) return 'sent';
    core.log.warn('link_not_mailed', { organizationId, correlationId, code: sent.code });
    return 'failed';
  };
}
