import { html, raw } from 'hono/html';
import { encode } from 'uqr';
import { type Device, mostDevices } from '../../core/staff/devices.ts';
import { notice, staffPageView } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { deviceName } from '../sign-in/device-name.ts';
import type { Setup } from '../sign-in/second-factor.ts';
import { codeField, newPasswordField } from '../sign-in/views.ts';
import { whenIn } from '../when.ts';
import type { WordKey } from '../words/words.ts';

export type AccountOptions = {
  devices: readonly Device[];
  now: Temporal.Instant;
  told: WordKey | null;
  problem: WordKey | null;
};

export function accountView(view: StaffView, { devices, now, told, problem }: AccountOptions): Html {
  const { say } = view;
  return staffPageView(view, {
    title: say('account'),
    body: html`<h1>${say('account')}</h1>
      ${told === null ? '' : notice('done', say(told))}${problem === null ? '' : notice('problem', say(problem))}
      ${devicesView(view, devices, now)} ${secondFactorView(view)} ${changePasswordView(view)}`,
  });
}

function devicesView(view: StaffView, devices: readonly Device[], now: Temporal.Instant): Html {
  const { say, signInId, member } = view;
  const when = whenIn(view.language, member.zone, now);
  const rows = devices.map(({ id, device, usedAt }) => {
    const name = deviceName(device) ?? say('deviceUnknown');
    const isHere = id === signInId;
    return html`<li>
      <span><b>${name}</b> <small>${isHere ? say('deviceHere') : say('deviceUsed', { time: when(usedAt) })}</small></span>
      ${
        isHere
          ? ''
          : html`<form method="post" action="/account/devices"><input type="hidden" name="device" value="${id}" />
            <button class="second">${say('deviceOut', { device: name })}</button></form>`
      }
    </li>`;
  });
  return html`<section aria-labelledby="devices">
    <h2 id="devices">${say('devices')}</h2>
    <p class="quiet">${say('devicesLead', { count: mostDevices })}</p>
    <ul class="rows">${rows}</ul>
    ${
      devices.length < 2
        ? html`<p class="quiet">${say('devicesAlone')}</p>`
        : html`<form method="post" action="/account/devices"><button>${say('devicesOut')}</button></form>`
    }
  </section>`;
}

function secondFactorView({ say, member }: StaffView): Html {
  return html`<section aria-labelledby="factor">
    <h2 id="factor">${say('secondFactor')}</h2>
    ${
      member.hasSecondFactor
        ? html`<p><span class="state good">${say('secondFactorOn')}</span></p>
          <p><a class="button second" href="/account/recovery-codes">${say('recoveryNew')}</a></p>`
        : html`<p>${say('secondFactorLead')} ${say('secondFactorOff')}</p>
          <p><a class="button" href="/account/second-factor">${say('secondFactorSet')}</a></p>`
    }
  </section>`;
}

function changePasswordView(view: StaffView): Html {
  const { say } = view;
  return html`<section aria-labelledby="password">
    <h2 id="password">${say('changePassword')}</h2>
    <form method="post" action="/account/password" class="stack">
      <label>${say('currentPassword')}
        <input type="password" name="current" autocomplete="current-password" maxlength="128" required /></label>
      ${newPasswordField(view)}
      <button>${say('changePassword')}</button>
    </form>
  </section>`;
}

/** Asks for the password before something that only its owner may do. */
export function startView(
  view: StaffView,
  what: 'secondFactor' | 'recoveryNew',
  problem: WordKey | null,
): Html {
  const { say, member } = view;
  const isSetup = what === 'secondFactor';
  const lead =
    isSetup && member.secondFactorDemanded
      ? 'secondFactorDemanded'
      : isSetup
        ? 'secondFactorLead'
        : 'recoveryNewLead';
  return staffPageView(view, {
    title: say(what),
    body: html`<h1>${say(what)}</h1>
      <p>${say(lead)}</p>
      ${problem === null ? '' : notice('problem', say(problem))}
      <form method="post" action="${isSetup ? '/account/second-factor' : '/account/recovery-codes'}" class="stack">
        <label>${say('password')}
          <input type="password" name="password" autocomplete="current-password" maxlength="128" aria-describedby="why" required autofocus /></label>
        <p class="quiet" id="why">${say('secondFactorStart')}</p>
        <button>${say('next')}</button>
      </form>`,
  });
}

export function confirmView(view: StaffView, setup: Setup, problem: WordKey | null): Html {
  const { say, member } = view;
  return staffPageView(view, {
    title: say('secondFactor'),
    body: html`<h1>${say('secondFactor')}</h1>
      ${member.secondFactorDemanded ? html`<p>${say('secondFactorDemanded')}</p>` : ''}
      <ol class="steps">
        <li><h2>${say('secondFactorScan')}</h2>
          ${qrView(setup.uri, say('secondFactorQr'))}
          <p class="quiet">${say('secondFactorByHand')}</p>
          <p><code>${(setup.key.match(/.{1,4}/g) ?? []).join(' ')}</code></p></li>
        <li><h2>${say('secondFactorKeep')}</h2>${codesView(view, setup.recoveryCodes)}</li>
        <li><h2>${say('secondFactorConfirm')}</h2>
          ${problem === null ? '' : notice('problem', say(problem))}
          <form method="post" action="/account/second-factor/confirm" class="stack">
            ${codeField(view)}<button>${say('save')}</button>
          </form></li>
      </ol>`,
  });
}

/** Shown once. */
export function recoveryCodesView(view: StaffView, codes: readonly string[]): Html {
  const { say } = view;
  return staffPageView(view, {
    title: say('secondFactorKeep'),
    body: html`<h1>${say('secondFactorKeep')}</h1>${codesView(view, codes)}<p><a href="/account">${say('back')}</a></p>`,
  });
}

function codesView({ say }: StaffView, codes: readonly string[]): Html {
  return html`<p class="quiet">${say('secondFactorKeepLead')}</p>
    <ul class="codes">${codes.map((code) => html`<li><code>${code}</code></li>`)}</ul>`;
}

/** As one path: small, without a style or a script, and sharp at every size. */
function qrView(text: string, label: string): Html {
  const { data, size } = encode(text, { ecc: 'M', border: 2 });
  const squares = data.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges">
    <rect width="${size}" height="${size}" fill="#fff" /><path d="${raw(squares.join(''))}" fill="#000" /></svg>`;
}
