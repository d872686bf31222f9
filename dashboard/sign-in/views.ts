import { html } from 'hono/html';
import type { OpenedLink } from '../../core/staff/link.ts';
import { notice, plainPageView } from '../layout.ts';
import type { Html, View } from '../page.ts';

export type Problem = { text: string } | null;

const problemView = (problem: Problem) => (problem === null ? '' : notice('problem', problem.text));

export function signInView(
  view: View,
  options: { back: string; email: string; problem: Problem; told: string | null; mails: boolean },
): Html {
  const { say } = view;
  return plainPageView(view, {
    title: say('signIn'),
    body: html`<h1>${say('signIn')}</h1>
      <p>${say('signInLead')}</p>
      ${options.told === null ? '' : notice('done', options.told)}${problemView(options.problem)}
      <form method="post" action="/sign-in" class="stack">
        <input type="hidden" name="back" value="${options.back}" />
        <label>${say('email')}
          <input type="email" name="email" value="${options.email}" autocomplete="username" required autofocus /></label>
        <label>${say('password')}
          <input type="password" name="password" autocomplete="current-password" maxlength="128" required /></label>
        <button>${say('signIn')}</button>
      </form>
      ${options.mails ? html`<p><a href="/sign-in/forgotten">${say('forgotten')}</a></p>` : html`<p class="quiet">${say('forgot')}</p>`}`,
  });
}

/** Where to a link to a new password is to be sent. */
export function forgottenView(view: View, typed: { email: string; problem: Problem }): Html {
  const { say } = view;
  return plainPageView(view, {
    title: say('resetTitle'),
    body: html`<h1>${say('resetTitle')}</h1>
      <p>${say('forgottenLead')}</p>
      ${problemView(typed.problem)}
      <form method="post" action="/sign-in/forgotten" class="stack">
        <label>${say('email')}
          <input type="email" name="email" value="${typed.email}" autocomplete="username" maxlength="254" required autofocus /></label>
        <button>${say('forgottenSend')}</button>
      </form>
      <p><a href="/sign-in">${say('back')}</a></p>`,
  });
}

export function codeView(view: View, back: string, problem: Problem): Html {
  const { say } = view;
  return plainPageView(view, {
    title: say('codeTitle'),
    body: html`<h1>${say('codeTitle')}</h1>
      <p>${say('codeLead')}</p>
      ${problemView(problem)}
      <form method="post" action="/sign-in/code" class="stack">
        <input type="hidden" name="back" value="${back}" />
        ${codeField(view)}
        <button>${say('signIn')}</button>
      </form>
      <p><a href="/sign-in/recovery?back=${encodeURIComponent(back)}">${say('codeLost')}</a></p>`,
  });
}

export function codeField({ say }: View): Html {
  return html`<label>${say('codeLabel')}
    <input name="code" inputmode="numeric" autocomplete="one-time-code" pattern="[0-9 ]{6,8}" class="code" required autofocus /></label>`;
}

export function recoveryView(view: View, back: string, problem: Problem): Html {
  const { say } = view;
  return plainPageView(view, {
    title: say('recoveryTitle'),
    body: html`<h1>${say('recoveryTitle')}</h1>
      <p>${say('recoveryLead')}</p>
      ${problemView(problem)}
      <form method="post" action="/sign-in/recovery" class="stack">
        <input type="hidden" name="back" value="${back}" />
        <label>${say('recoveryLabel')} <input name="code" autocomplete="off" class="code" required autofocus /></label>
        <button>${say('signIn')}</button>
      </form>`,
  });
}

export function welcomeView(view: View, link: OpenedLink, typed: { name: string; problem: Problem }): Html {
  const { say } = view;
  const isInvitation = link.purpose === 'invite';
  const title = say(isInvitation ? 'welcomeTitle' : 'resetTitle');
  return plainPageView(view, {
    title,
    body: html`<h1>${title}</h1>
      <p>${say(isInvitation ? 'welcomeLead' : 'resetLead', { clinic: link.clinic, email: link.email })}</p>
      ${problemView(typed.problem)}
      <form method="post" class="stack">
        <input type="hidden" name="email" value="${link.email}" autocomplete="username" />
        <label>${say('name')} <input name="name" value="${typed.name}" autocomplete="name" maxlength="100" required /></label>
        ${newPasswordField(view)}
        <button>${say('save')}</button>
      </form>`,
  });
}

export function newPasswordField({ say }: View): Html {
  return html`<label>${say('newPassword')}
    <input type="password" name="password" autocomplete="new-password" minlength="10" maxlength="128"
      aria-describedby="password-hint" required /></label>
    <p class="quiet" id="password-hint">${say('passwordHint')}</p>`;
}

export function linkDeadView(view: View): Html {
  const { say } = view;
  return plainPageView(view, {
    title: say('signIn'),
    body: html`<h1>${say('signIn')}</h1>${notice('problem', say('linkDead'))}<p><a href="/sign-in">${say('signIn')}</a></p>`,
  });
}
