import { html } from 'hono/html';
import { describeFailure } from '../../bot/channels/failure-words.ts';
import type { FailedLetter, LettersContact } from '../../core/desk/dead-letters.ts';
import type { DeadLetterShown, Step } from '../../core/messaging/dead-letters.ts';
import { may } from '../../core/staff/permissions.ts';
import { notice, staffPageView } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { whenIn } from '../when.ts';
import type { WordKey } from '../words/words.ts';

export type DeadLettersOptions = {
  letters: readonly FailedLetter[];
  next: string | null;
  now: Temporal.Instant;
  told: WordKey | null;
};

export function deadLettersView(view: StaffView, { letters, next, now, told }: DeadLettersOptions): Html {
  const { say } = view;
  return staffPageView(view, {
    title: say('deadLetters'),
    body: html`<h1>${say('deadLetters')}</h1>
      ${told === null ? '' : notice('done', say(told))}
      ${
        letters.length === 0 && next === null
          ? html`<p>${say('deadLettersNone')}</p>`
          : html`<p>${say('deadLettersLead')}</p>
            <ul class="rows needs">${letters.map((letter) => rowView(view, letter, now))}</ul>`
      }
      ${next === null ? '' : html`<p><a class="button second" href="/dead-letters?after=${next}">${say('needsMore')}</a></p>`}`,
  });
}

type Letter = Pick<DeadLetterShown, 'what' | 'state' | 'errorCode'>;

function whoOf({ say }: StaffView, { people, address }: LettersContact): string {
  const names = people.flatMap(({ name }) => (name === null ? [] : [name]));
  return names.length > 0 ? names.join(', ') : (address ?? say('needSomebody'));
}

function headOf(view: StaffView, letter: Letter & LettersContact): string {
  const words = letter.what === 'outbox' ? 'letterOurs' : 'letterTheirs';
  return view.say(words, { who: whoOf(view, letter) });
}

/** Why, in plain words; the code behind it is for whoever asks the provider. */
function reasonView({ say, language }: StaffView, { what, state, errorCode }: Letter): Html {
  if (what === 'inbound_message') return html`${say('letterTheirsWhy')}`;
  const words = describeFailure(errorCode, language) ?? say('letterFailed');
  return html`${words}${state === 'unknown' ? ` (${say('letterUnknown')})` : ''}`;
}

function triesOf({ say }: StaffView, tries: number): string {
  return tries === 1 ? say('letterTry') : say('letterTries', { n: tries });
}

function rowView(view: StaffView, letter: FailedLetter, now: Temporal.Instant): Html {
  const { say } = view;
  const when = whenIn(view.language, view.member.zone, now);
  return html`<li><div>
      <a class="who" href="/dead-letters/${letter.id}">${headOf(view, letter)}</a> ${stateView(view, letter)}
      <small>${reasonView(view, letter)}</small>
      <small>${say(`kind_${letter.kind}`)} · ${when(letter.at)} · ${triesOf(view, letter.tries)}</small>
    </div>
    <div class="together">${retryForm(view, letter, whoOf(view, letter))}</div></li>`;
}

function stateView({ say }: StaffView, { what, state }: Letter): Html {
  if (what === 'inbound_message' && state === 'dead')
    return html`<span class="state bad">${say('letterState_dead')}</span>`;
  if (state === 'failed') return html`<span class="state bad">${say('letterState_failed')}</span>`;
  if (state === 'unknown') return html`<span class="state wait">${say('letterUnknown')}</span>`;
  return html`<span class="state">${say('letterState_other')}</span>`;
}

/** Sent twice, it goes out once: the second is told so. */
function retryForm({ say }: StaffView, { id, what }: { id: string } & Letter, who: string): Html {
  const words = say(what === 'outbox' ? 'letterAgain' : 'letterTurnAgain');
  return html`<form method="post" action="/dead-letters/${id}/retry"><button class="second" aria-label="${words}: ${who}">${words}</button></form>`;
}

export type LetterOptions = {
  letter: DeadLetterShown & LettersContact;
  now: Temporal.Instant;
  problem: WordKey | null;
};

export function letterView(view: StaffView, { letter, now, problem }: LetterOptions): Html {
  const { say, scope } = view;
  const when = whenIn(view.language, view.member.zone, now);
  const dead = ['failed', 'unknown', 'dead'].includes(letter.state) && letter.retriedAs === null;
  const { conversationId } = letter;
  return staffPageView(view, {
    title: say('deadLetters'),
    body: html`<p><a href="/dead-letters">${say('deadLetters')}</a></p>
      <h1>${headOf(view, letter)}</h1>
      ${problem === null ? '' : notice('problem', say(problem))}
      <p>${stateView(view, letter)} ${dead ? reasonView(view, letter) : ''}</p>
      <p class="quiet">${say(`kind_${letter.kind}`)} · ${when(letter.at)} · ${triesOf(view, letter.tries)}${
        letter.errorCode === null ? '' : html` · <code>${letter.errorCode}</code>`
      }</p>
      ${letter.retriedAs === null ? '' : html`<p>${say('letterRetriedAs')} <a href="/dead-letters/${letter.retriedAs}">${say('needDetails')}</a></p>`}
      <div class="together needs-actions">${dead ? retryForm(view, letter, whoOf(view, letter)) : ''}
        ${
          conversationId !== null && may(scope, 'conversation.read')
            ? html`<a class="button second" href="/inbox/${conversationId}">${say('needOpen')}</a>`
            : ''
        }</div>
      <section><h2>${say('letterSteps')}</h2>
        <ol class="rows">${letter.steps.map(
          (step) => html`<li><span>${stepView(view, step)}</span> <small>${when(step.at)}</small></li>`,
        )}</ol></section>`,
  });
}

const steps: Readonly<Record<string, WordKey>> = {
  'outbox.queued': 'step_outbox_queued',
  'outbox.sent': 'step_outbox_sent',
  'outbox.errored': 'step_outbox_errored',
  'outbox.in_doubt': 'step_outbox_in_doubt',
  'outbox.failed': 'step_outbox_failed',
  'outbox.retried': 'step_outbox_retried',
  receipt: 'step_receipt',
  'inbound_message.received': 'step_inbound_message_received',
  'conversation.turn_failed': 'step_conversation_turn_failed',
  'inbound_message.retried': 'step_inbound_message_retried',
};

function stepView({ say, language }: StaffView, { what, status, error }: Step): Html {
  const words = say(steps[what] ?? 'step_other', { status: status ?? '' });
  const why = describeFailure(error, language);
  return html`${words}${why === null ? '' : ` – ${why}`}`;
}
