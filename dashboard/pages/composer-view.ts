import { html } from 'hono/html';
import { fillCanned } from '../../bot/render/canned.ts';
import { measureDraft } from '../../bot/render/draft.ts';
import type { Composer } from '../../core/desk/composer.ts';
import { languages } from '../../core/language.ts';
import { stayOnError } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { whenIn } from '../when.ts';
import { languageNames } from '../words/words.ts';
import { askButton, askingView } from './asking-view.ts';
import type { ConversationModel } from './conversation-view.ts';

/** Where staff write; not shown to who may only read, nor while a colleague has the conversation. */
export function composerView(view: StaffView, model: ConversationModel): Html | '' {
  const { composer, open } = model;
  if (composer === null) return '';
  const holderId = open.handover?.holderId ?? null;
  const theirs = holderId !== null && holderId !== view.scope.actor.id;
  if (theirs && composer.held.length === 0) return '';
  return html`<div class="composer" id="composer">
    ${windowView(view, model, composer)} ${theirs ? '' : askingView(view, model, composer)}
    ${heldView(view, model, composer, theirs)} ${theirs ? '' : writeView(view, model, composer)}
  </div>`;
}

/**
 * What is typed, its count and the choice stay when the rest is loaded anew; the button does not, as the window may close or open
 * meanwhile.
 */
function writeView(view: StaffView, { open, keys, draft }: ConversationModel, composer: Composer): Html {
  const { say } = view;
  const path = `/inbox/${open.conversationId}`;
  return html`<form method="post" action="${path}/reply" id="reply-form" hx-morph-skip>
      <input type="hidden" name="key" value="${keys.reply}" />
      <label for="reply">${say('reply')} <small>${say('replyTo', { channel: say(`kind_${composer.channel.kind}`) })}</small></label>
      <textarea id="reply" name="text" rows="4" required maxlength="4000" aria-describedby="measure"
        hx-post="${path}/measure" hx-trigger="input changed delay:300ms, filled" hx-target="#measure" hx-swap="outerHTML" ${stayOnError}
        placeholder="${say('reply')}">
${draft.text}</textarea>
    </form>
    <div class="under">
      ${measureView(view, composer, draft.text)}
      ${composer.window.open ? html`<button form="reply-form" id="send">${say('replySend')}</button>` : holdButtons(view, composer)}
    </div>
    ${cannedView(view, composer)}`;
}

function holdButtons({ say }: StaffView, { asking }: Composer): Html {
  const mayAsk = asking?.ok === true;
  const look = mayAsk ? 'second' : '';
  return html`<span class="actions">${mayAsk ? html`<button form="reply-form" id="ask" name="hold" value="ask">${say('replyAsk')}</button>` : ''}
    <button form="reply-form" id="hold" name="hold" value="yes" class="${look}">${say('replyHold')}</button></span>`;
}

/** Counted by the server while one types, by the rendering that sends it; that also keeps the conversation theirs. */
export function measureView({ say }: StaffView, { channel, price, currency }: Composer, text: string): Html {
  const draft = measureDraft(text, channel.kind, price);
  const { characters, segments, dearFor } = draft;
  const cost = `${currency} ${draft.cost}`;
  const words =
    channel.kind === 'sms'
      ? say('measureSms', { characters, segments, cost })
      : say('measureOther', { characters });
  return html`<p id="measure" class="quiet" aria-live="polite" hx-morph-skip>${words}${
    dearFor === null ? '' : html` · <span class="late">${say('measureDear', { letter: dearFor })}</span>`
  }</p>`;
}

/**
 * What is chosen stays when the rest is loaded anew. The texts stand in the page, so that the script puts one at the cursor also where the line is
 * bad; they are loaded anew with it, as the visit that they tell of may have moved.
 */
function cannedView({ say, language }: StaffView, { language: first, canned, facts }: Composer): Html {
  const ordered = languages.toSorted((a, b) => Number(b === first) - Number(a === first));
  return html`<label class="canned" id="canned" hx-morph-skip>${say('replyCanned')}
    <select name="canned" form="reply-form">
      <option value="">${say('replyCannedNone')}</option>
      ${ordered.map(
        (one) =>
          html`<optgroup label="${languageNames[one]}">${canned.map(
            ({ key, title }) => html`<option value="${key}.${one}">${title[language]}</option>`,
          )}</optgroup>`,
      )}
    </select></label>
    <ul id="canned-texts" hidden>${ordered.map((one) =>
      canned.map(
        (reply) =>
          html`<li data-canned="${reply.key}.${one}" lang="${one}">${fillCanned(reply, facts, one)}</li>`,
      ),
    )}</ul>`;
}

/** WhatsApp's 24 hours; the script counts on. */
function windowView(
  { say }: StaffView,
  { now }: ConversationModel,
  { channel, window }: Composer,
): Html | '' {
  if (channel.kind !== 'whatsapp') return '';
  if (!window.open) {
    const words = say(window.closesAt === null ? 'windowNever' : 'windowClosed');
    return html`<p class="notice caution" id="window">${words}</p>`;
  }
  if (window.closesAt === null) return '';
  const left = now.until(Temporal.Instant.from(window.closesAt)).total('minutes');
  const time = say('windowLeft', { hours: Math.floor(left / 60), minutes: Math.floor(left % 60) });
  return html`<p class="quiet ${left < 60 ? 'late' : ''}" id="window" data-until="${window.closesAt}"
    data-words="${say('windowOpen')}" data-left="${say('windowLeft')}">${say('windowOpen', { time })}</p>`;
}

function heldView(
  view: StaffView,
  { open, colleagues, now }: ConversationModel,
  composer: Composer,
  theirs: boolean,
): Html | '' {
  const { say, language, member } = view;
  const { held } = composer;
  if (held.length === 0) return '';
  const when = whenIn(language, member.zone, now);
  return html`<section class="held" aria-labelledby="held-name"><h2 id="held-name">${say('held')}</h2><ul>${held.map(
    ({ heldId, staffId, text, heldAt, until }) => html`<li>
      <p class="words">${text ?? say('heard_unreadable')}</p>
      <small>${say('heldBy', {
        name: colleagues.get(staffId) ?? say('by_staff'),
        time: when(Temporal.Instant.from(heldAt)),
        until: when(Temporal.Instant.from(until)),
      })}</small>
      <form method="post" action="/inbox/${open.conversationId}/held/${heldId}/drop"><button class="second small">${say('heldDrop')}</button></form>
    </li>`,
  )}</ul>${theirs ? '' : askButton(view, open.conversationId, composer)}</section>`;
}
