import { html, raw } from 'hono/html';
import { languages } from '../core/language.ts';
import { may } from '../core/staff/permissions.ts';
import { type AssetName, assetPath } from './assets.ts';
import type { Html, StaffView, View } from './page.ts';
import { languageNames } from './words/words.ts';

/**
 * @property title shown in the browser's tab and history: nothing personal
 * @property styles of that page alone, as is the script
 */
export type PageContent = { title: string; body: Html; styles?: readonly AssetName[]; script?: AssetName };

/** Attributes of a part that htmx loads: what is refused or fails leaves it as it is, where htmx would put the page of the error into it. */
export const stayOnError = raw('hx-status:4xx="swap:none" hx-status:5xx="swap:none"');

/** A page for who is signed in: navigation, and the line that says when it is not live. */
export function staffPageView(view: StaffView, { title, body, styles, script }: PageContent): Html {
  const { say, member, path } = view;
  const live = html`<p id="live" role="status" data-stream="/live" data-late="${say('notLive')}"
    data-ended="${say('liveEnded')}" data-zone="${member.zone}" data-after="${view.position}" hidden></p>`;
  const here = path.split('?')[0] ?? '';
  const links = view.pages
    .filter((page) => page.label !== null)
    .map((page) => {
      const current = here === page.path || here.startsWith(`${page.path}/`);
      return html`<li><a href="${page.path}" ${current ? raw('aria-current="page"') : ''}>${page.label && say(page.label)}</a></li>`;
    });
  return document(
    view,
    title,
    html`<header class="bar">
        <p class="brand"><a href="/">Miadi</a> <span>${member.clinic}</span></p>
        ${searchForm(view)}
        <div class="ends">
          ${languageSwitch(view)}
          <form method="post" action="/sign-out"><button class="plain">${say('signOut')}</button></form>
        </div>
        <nav class="pages" aria-label="${say('navigation')}"><ul>${links}</ul></nav>
      </header>
      ${view.settled ? html`${live}${urgentLine(view)}` : ''}
      <main id="content" tabindex="-1">${body}</main>`,
    html`${(styles ?? []).map((one) => html`<link rel="stylesheet" href="${assetPath(one)}" />`)}
      ${view.settled ? scripts(view) : ''}
      ${script ? html`<script type="module" src="${assetPath(script)}"></script>` : ''}`,
  );
}

function scripts({ scope }: StaffView): Html {
  const urgent = html`<script type="module" src="${assetPath('urgent.js')}"></script>`;
  return html`<script type="module" src="${assetPath('live.js')}"></script>${may(scope, 'worklist.work') ? urgent : ''}`;
}

/** Filled in by urgent.js: that somebody's life is in danger is heard on whichever page one is. */
function urgentLine({ say, scope }: StaffView): Html | '' {
  if (!may(scope, 'worklist.work')) return '';
  return html`<p id="urgent" class="alarm" role="alert" data-look="/needs/urgent" data-one="${say('urgentOne')}"
    data-many="${say('urgentMany')}" hidden><b></b> <a href="/needs">${say('urgentLook')}</a></p>`;
}

/** Not where the page has one of its own. */
function searchForm({ say, pages, path }: StaffView): Html | '' {
  if (!pages.some((page) => page.path === '/search') || /^\/(search|patients)(\?|$)/.test(path)) return '';
  return html`<form method="post" action="/search" role="search" class="search">
    <input type="search" name="q" maxlength="100" aria-label="${say('searchLabel')}" placeholder="${say('searchLabel')}" autocomplete="off" />
    <button class="second">${say('search')}</button></form>`;
}

/** A page for who is not signed in (yet): one card. */
export function plainPageView(view: View, { title, body }: PageContent): Html {
  return document(
    view,
    title,
    html`<header class="bar bare"><p class="brand">Miadi</p><div class="ends">${languageSwitch(view)}</div></header>
      <main id="content" tabindex="-1" class="card">${body}</main>`,
  );
}

function document(view: View, title: string, body: Html, more: Html | '' = ''): Html {
  return html`${raw('<!doctype html>')}
    <html lang="${view.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="htmx-config" content='{"includeIndicatorCSS": false}' />
        <title>${title} · Miadi</title>
        <link rel="icon" href="${assetPath('icon.svg')}" />
        <link rel="stylesheet" href="${assetPath('dashboard.css')}" />
        <link rel="stylesheet" href="${assetPath('forms.css')}" />
        <link rel="stylesheet" href="${assetPath('needs.css')}" />
        <script src="${assetPath('htmx.js')}" defer></script>
        <script type="module" src="${assetPath('dashboard.js')}"></script>
        ${more}
      </head>
      <body data-sending="${view.say('sending')}">
        <a class="skip" href="#content">${view.say('skip')}</a>
        ${body}
      </body>
    </html>`;
}

function languageSwitch({ language, path, say }: View): Html {
  const buttons = languages.map(
    (one) =>
      html`<button class="plain" name="language" value="${one}" lang="${one}" ${one === language ? raw('aria-current="true"') : ''}>${languageNames[one]}</button>`,
  );
  return html`<form method="post" action="/language" aria-label="${say('language')}" class="languages">
    <input type="hidden" name="back" value="${path}" />${buttons}
  </form>`;
}

/** What went wrong or well, said to who cannot see colours, too. */
export function notice(kind: 'problem' | 'done', text: string): Html {
  return html`<p class="notice ${kind}" role="${kind === 'problem' ? 'alert' : 'status'}">${text}</p>`;
}
