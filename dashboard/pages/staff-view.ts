import { html, raw } from 'hono/html';
import type { MemberId } from '../../core/ids.ts';
import { languages } from '../../core/language.ts';
import type { LinkPurpose } from '../../core/staff/link.ts';
import type { ListedMember } from '../../core/staff/members.ts';
import { type ClinicRole, covers } from '../../core/staff/roles.ts';
import { notice, staffPageView } from '../layout.ts';
import type { Html, Mailed, StaffView } from '../page.ts';
import { whenIn } from '../when.ts';
import { languageNames, sayRole, type WordKey } from '../words/words.ts';
import type { InviteChoices } from './invite-choices.ts';

export type StaffOptions = {
  members: readonly ListedMember[];
  locked: ReadonlyMap<MemberId, Temporal.Instant>;
  roles: readonly ClinicRole[];
  now: Temporal.Instant;
  told: boolean;
  problem: WordKey | null;
};

export function staffView(view: StaffView, options: StaffOptions): Html {
  const { say } = view;
  return staffPageView(view, {
    title: say('staff'),
    body: html`<h1>${say('staff')}</h1>
      <p>${say('staffLead')}</p>
      ${options.told ? notice('done', say('done')) : ''}
      ${options.problem === null ? '' : notice('problem', say(options.problem))}
      <p><a class="button" href="/staff/invite">${say('invite')}</a></p>
      <ul class="rows people">${options.members.map((member) => memberView(view, member, options))}</ul>`,
  });
}

function memberView(view: StaffView, member: ListedMember, options: StaffOptions): Html {
  const { say } = view;
  const when = whenIn(view.language, view.member.zone, options.now);
  const lockedUntil = options.locked.get(member.id);
  const isOneself = member.id === view.scope.actor.id;
  const branches = member.branches?.join(', ') ?? say('branchesAll');
  const name = member.name === '' ? member.email : member.name;
  return html`<li class="${member.active ? '' : 'gone'}">
    <div>
      <b>${name}${isOneself ? ` (${say('oneself')})` : ''}</b>
      <small>${member.name === '' ? '' : html`${member.email} · `}${sayRole(say, member.role)} · ${branches}</small>
      <small>${stateView(view, member)}${
        lockedUntil === undefined
          ? ''
          : html` <span class="state bad">${say('stateLocked', { time: when(lockedUntil) })}</span>`
      }${member.hasSecondFactor ? html` · ${say('stateSecondFactor')}` : ''}${
        member.lastSeenAt === null ? '' : html` · ${say('lastSeen', { time: when(member.lastSeenAt) })}`
      }</small>
    </div>
    ${isOneself ? '' : actionsView(view, member, name, options)}
  </li>`;
}

function stateView({ say }: StaffView, member: ListedMember): Html {
  if (!member.active) return html`<span class="state">${say('stateInactive')}</span>`;
  if (!member.joined) return html`<span class="state wait">${say('stateInvited')}</span>`;
  return html`<span class="state good">${say('stateActive')}</span>`;
}

function actionsView(view: StaffView, member: ListedMember, name: string, options: StaffOptions): Html {
  const { say, scope } = view;
  const act = (action: string, label: WordKey) =>
    html`<form method="post" action="/staff/${member.id}/${action}"><button class="second">${say(label)}</button></form>`;
  const unlocking = options.locked.has(member.id) ? act('unlock', 'unlock') : '';
  if (!member.within) return html`${unlocking}`;
  const roles = options.roles.filter((role) => covers(scope.permissions, role.permissions));
  return html`<details>
    <summary aria-label="${say('actionsFor', { name })}"><span aria-hidden="true">···</span></summary>
    <div class="actions">
      ${unlocking}
      ${
        member.active
          ? html`<form method="post" action="/staff/${member.id}/role" class="inline">
              <label>${say('role')} <select name="role">${roles.map(({ key }) => roleOption(view, key, member.role))}</select></label>
              <button class="second">${say('changeRole')}</button></form>
            ${act('link', member.joined ? 'newLink' : 'inviteAgain')}
            ${member.hasSecondFactor ? act('second-factor', 'removeSecondFactor') : ''}
            ${act('deactivate', 'deactivate')}`
          : act('reactivate', 'reactivate')
      }
    </div>
  </details>`;
}

function roleOption({ say }: StaffView, key: string, chosen: string): Html {
  return html`<option value="${key}" ${key === chosen ? raw('selected') : ''}>${sayRole(say, key)}</option>`;
}

export function inviteView(
  view: StaffView,
  choices: InviteChoices,
  { problem, email }: { problem: WordKey | null; email: string },
): Html {
  const { say } = view;
  return staffPageView(view, {
    title: say('invite'),
    body: html`<h1>${say('invite')}</h1>
      ${problem === null ? '' : notice('problem', say(problem))}
      <form method="post" action="/staff/invite" class="stack">
        <label>${say('email')} <input type="email" name="email" value="${email}" autocomplete="off" required autofocus /></label>
        <label>${say('role')} <select name="role">${choices.roles.map(({ key }) => roleOption(view, key, 'front_desk'))}</select></label>
        ${branchesView(view, choices)}
        <label>${say('practitioner')}
          <select name="practitioner"><option value="">${say('practitionerNone')}</option>
            ${choices.practitioners.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select></label>
        <label>${say('language')}
          <select name="language">${languages.map((one) => html`<option value="${one}" lang="${one}">${languageNames[one]}</option>`)}</select></label>
        <p class="together"><button>${say('inviteSend')}</button> <a href="/staff">${say('cancel')}</a></p>
      </form>`,
  });
}

function branchesView({ say }: StaffView, { branches, allBranches }: InviteChoices): Html {
  const all = html`<label class="tick"><input type="checkbox" name="all" value="yes" checked /> ${say('branchesAll')}</label>`;
  return html`<fieldset><legend>${say('branches')}</legend>${allBranches ? all : ''}
    ${branches.map(({ id, name }) => html`<label class="tick"><input type="checkbox" name="branch" value="${id}" /> ${name}</label>`)}
  </fieldset>`;
}

export type LinkOptions = { email: string; link: string; purpose: LinkPurpose; mailed: Mailed };

export function linkView(view: StaffView, { email, link, purpose, mailed }: LinkOptions): Html {
  const { say } = view;
  const isInvitation = purpose === 'invite';
  return staffPageView(view, {
    title: say('linkLabel'),
    body: html`<h1>${say('linkLabel')}</h1>
      ${
        mailed === 'sent'
          ? notice('done', say(isInvitation ? 'inviteMailed' : 'linkMailed', { email }))
          : html`${mailed === 'failed' ? notice('problem', say('linkNotMailed')) : ''}
            ${notice('done', say(isInvitation ? 'inviteMade' : 'linkMade', { email }))}
            <label>${say('linkLabel')} <input class="link" value="${link}" readonly data-select /></label>`
      }
      <p><a href="/staff">${say('back')}</a></p>`,
  });
}
