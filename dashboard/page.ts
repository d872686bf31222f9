import type { Context, Hono } from 'hono';
import type { html } from 'hono/html';
import type { Refused } from '../core/desk/access.ts';
import type { HeldBy } from '../core/desk/lease.ts';
import type { CorrelationId, OrganizationId } from '../core/ids.ts';
import type { Language } from '../core/language.ts';
import type { Line } from '../core/messaging/outbox.ts';
import type { Core } from '../core/scope.ts';
import type { LinkPurpose } from '../core/staff/link.ts';
import type { Member } from '../core/staff/member.ts';
import type { Permission, StaffScope } from '../core/staff/permissions.ts';
import type { StaffKey } from '../core/staff/staff-key.ts';
import type { Auth } from './sign-in/auth.ts';
import type { Say, WordKey } from './words/words.ts';

export type Html = ReturnType<typeof html>;

/** What every page knows, also before anybody is signed in. */
export type View = {
  language: Language;
  say: Say;
  correlationId: CorrelationId;
  /** The address that was asked for, with its query but for what was searched: where to come back to. */
  path: string;
};

/** What a page for staff knows: in whose name it acts, and who that is. */
export type StaffView = View & {
  scope: StaffScope;
  member: Member;
  signInId: string;
  /** False while a second factor is still to be set up: until then nothing else is open. */
  settled: boolean;
  /** What the page may know of what has happened: from there on its stream tells. */
  position: number;
  /** The pages that this one may see, in the navigation's order. */
  pages: readonly Page[];
};

export type DashboardEnv = { Variables: { view: View } };
export type StaffEnv = { Variables: { view: View; staff: StaffView } };
export type StaffContext = Context<StaffEnv>;

/** What pages lean on. */
export type PageParts = {
  core: Core;
  auth: Auth;
  staffKey: StaffKey;
  publicUrl: string;
  /** Sends a link by e-mail; null: there is no mail server. */
  mailLink: MailLink | null;
  desk: DeskLine;
};

/** What pages may not import, and are handed: how a conversation goes back to the bot, and how the sender is woken. */
export type DeskLine = {
  /** unlessDanger: not where their life may be at risk, which the page did not show. */
  handBack(scope: StaffScope, given: { conversationId: string; unlessDanger?: boolean }): Promise<HandedBack>;
  /** A message stands in that contact's line, and is committed. */
  wake(line: Line): void;
};

export type HandedBack =
  | { ok: true; told: boolean }
  | HeldBy
  | Refused
  | { ok: false; reason: 'not_held' | 'busy' | 'danger' };

export type LinkMail = {
  organizationId: OrganizationId;
  correlationId: CorrelationId;
  email: string;
  clinic: string;
  /** Of whom it is for. */
  language: Language;
  purpose: LinkPurpose;
  link: string;
};
/** off: the clinic has no mailbox to send it from. */
export type MailLink = (mail: LinkMail) => Promise<Mailed>;
export type Mailed = 'sent' | 'failed' | 'off';

/** What pages may not import either: one e-mail, sent at once. Never throws; code: why it was not taken, or may not have been. */
export type PostMail = (mail: {
  from: string;
  /** The name beside that address. */
  sender: string;
  to: string;
  subject: string;
  text: string;
}) => Promise<{ ok: true } | { ok: false; code: string }>;

/**
 * A page, or several under one address. It is put into dashboard/pages.ts, and then it is guarded, in the navigation, and in
 * the table of tests that tries every role on every page. The guard keeps the curious out; core functions ask again.
 */
export type Page = {
  /** `/inbox`: this, and all that lies under it. */
  path: string;
  /** One of these is enough; 'anyone': whoever is signed in. */
  permission: readonly Permission[] | 'anyone';
  /** Its name in the navigation; null: it is not there. */
  label: WordKey | null;
  routes(app: Hono<StaffEnv>, parts: PageParts): void;
};

export function maySee(page: Page, permissions: ReadonlySet<Permission>): boolean {
  return page.permission === 'anyone' || page.permission.some((one) => permissions.has(one));
}

/** For a page that answers a form: whoever changes the language on it comes back to what can be asked for. */
export function pageAt(view: StaffView, path: string): StaffView {
  return { ...view, path };
}

/** What was searched for is a patient's name or number: it is not carried on into other addresses and forms. */
export function withoutSearch(path: string): string {
  return /^\/search\b/.test(path) ? path.replace(/[?#].*$/s, '') : path;
}
