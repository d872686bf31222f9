import { html, raw } from 'hono/html';
import type { VisitRow } from '../../core/booking/list.ts';
import type { ClinicProfile } from '../../core/clinic/profile.ts';
import type { OpenConversation } from '../../core/desk/conversation.ts';
import { notice, staffPageView } from '../layout.ts';
import type { Html, StaffView } from '../page.ts';
import { dayName, visitPlace, visitTime } from './aside-view.ts';
import { whoWords } from './desk-words.ts';

export type FreeDay = {
  day: Temporal.PlainDate;
  today: Temporal.PlainDate;
  zone: string;
  slots: readonly Temporal.Instant[];
};

type Named = { id: string; name: string };

export type BookModel = {
  open: OpenConversation;
  profile: ClinicProfile;
  services: ClinicProfile['services'];
  branches: readonly Named[];
  practitioners: readonly Named[];
  service: ClinicProfile['services'][number] | undefined;
  branch: Named | undefined;
  practitioner: Named | undefined;
  patientId: string | null;
  free: FreeDay | null;
  key: string;
  problem: string | null;
  now: Temporal.Instant;
};

export function bookView(view: StaffView, model: BookModel): Html {
  const { say, language } = view;
  const { open, free, problem, key, patientId, service, branch, practitioner } = model;
  const path = `/inbox/${open.conversationId}/book`;
  const people = open.people.map((one) => ({ id: one.patientId, name: one.name ?? say('unknownPerson') }));
  const services = model.services.map(({ id, name }) => ({ id, name: name[language] }));
  const chosen = {
    ...{ patient: patientId ?? '', service: service?.id ?? '', branch: branch?.id ?? '' },
    practitioner: practitioner?.id ?? '',
  };
  const what = [service?.name[language], practitioner?.name ?? say('bookAnybody'), branch?.name];
  return staffPageView(view, {
    ...{ title: say('book'), styles: ['desk.css'] },
    body: html`${trail(view, open)}<h1>${say('book')}</h1>
      ${problem === null ? '' : notice('problem', problem)}
      ${people.length === 0 ? html`<p>${say('patientsNone')}</p>` : ''}
      <form method="get" action="${path}" class="wish">
        ${selectView('patient', say('bookPatient'), people, chosen.patient)}
        ${selectView('service', say('bookService'), services, chosen.service)}
        ${selectView('branch', say('bookBranch'), model.branches, chosen.branch)}
        ${selectView('practitioner', say('bookPractitioner'), [{ id: '', name: say('bookAnybody') }, ...model.practitioners], chosen.practitioner)}
        ${dayField(view, free)}
        <p><button class="second">${say('bookShow')}</button></p>
      </form>
      ${free === null ? '' : slotsView(view, free, { action: path, again: path, hidden: { key, ...chosen }, chosen, what })}
      <p class="quiet">${say('bookLead')}</p>`,
  });
}

export type MoveModel = {
  open: OpenConversation;
  visit: VisitRow;
  practitioners: readonly Named[];
  /** Null: any. */
  practitionerId: string | null;
  free: FreeDay | null;
  keys: { move: string; cancel: string };
  problem: string | null;
};

export function moveView(view: StaffView, model: MoveModel): Html {
  const { say, language } = view;
  const { open, visit, free, keys, problem } = model;
  const path = `/inbox/${open.conversationId}/visits/${visit.appointmentId}`;
  const was = visit.start.toString();
  const practitioner = model.practitionerId ?? '';
  const named = model.practitioners.find(({ id }) => id === practitioner)?.name;
  const what = [visit.service.name[language], named ?? say('bookAnybody'), visit.branch.name];
  return staffPageView(view, {
    ...{ title: say('move'), styles: ['desk.css'] },
    body: html`${trail(view, open)}<h1>${say('move')}</h1>
      ${problem === null ? '' : notice('problem', problem)}
      <p><b>${say('moveLead', { time: visitTime(view, visit) })}</b><br />${visitPlace(view, visit)}</p>
      <form method="get" action="${path}" class="wish">
        ${selectView('practitioner', say('bookPractitioner'), [{ id: '', name: say('bookAnybody') }, ...model.practitioners], practitioner)}
        ${dayField(view, free)}
        <p><button class="second">${say('bookShow')}</button></p>
      </form>
      ${
        free === null
          ? ''
          : slotsView(view, free, {
              ...{ action: `${path}/move`, again: path, chosen: { practitioner }, what },
              hidden: { key: keys.move, was, practitioner },
            })
      }
      <section><h2>${say('cancelVisit')}</h2><p>${say('cancelLead')}</p>
        <form method="post" action="${path}/cancel">
          <input type="hidden" name="key" value="${keys.cancel}" /><input type="hidden" name="was" value="${was}" />
          <button class="second danger">${say('cancelVisit')}</button></form></section>`,
  });
}

function trail({ say }: StaffView, { conversationId, people, address }: OpenConversation): Html {
  return html`<p class="trail"><a href="/inbox/${conversationId}">${say('backToConversation')}</a> · ${whoWords(say, people, address)}</p>`;
}

function selectView(name: string, label: string, options: readonly Named[], chosen: string): Html {
  return html`<label>${label} <select name="${name}">${options.map(
    (one) => html`<option value="${one.id}" ${one.id === chosen ? raw('selected') : ''}>${one.name}</option>`,
  )}</select></label>`;
}

function dayField({ say }: StaffView, free: FreeDay | null): Html {
  const [day, today] = free === null ? ['', ''] : [free.day.toString(), free.today.toString()];
  return html`<label>${say('bookDay')} <input type="date" name="day" value="${day}" min="${today}" /></label>`;
}

type SlotsOptions = {
  /** Where a chosen time is posted to, and where another day is asked for. */
  action: string;
  again: string;
  hidden: Record<string, string>;
  chosen: Record<string, string>;
  /** For what the times are free: service, practitioner, branch. */
  what: readonly (string | undefined)[];
};

/** Free times fit the choice they were asked for: dashboard.js hides them once it is changed. */
function slotsView(view: StaffView, { day, today, zone, slots }: FreeDay, options: SlotsOptions): Html {
  const { say, language } = view;
  const named = { day: dayName(language, day), what: options.what.filter(Boolean).join(' · ') };
  const on = (other: Temporal.PlainDate) =>
    `${options.again}?${new URLSearchParams({ ...options.chosen, day: other.toString() })}`;
  const isToday = day.equals(today);
  return html`<p id="stale" class="notice caution" role="status" hidden>${say('bookStale')}</p>
    <div id="found"><h2>${say(slots.length === 0 ? 'bookNone' : 'bookFree', named)}</h2>
    <form method="post" action="${options.action}" class="slots">
      ${Object.entries({ ...options.hidden, day: day.toString() }).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
      )}
      ${slots.map((start) => {
        const time = start.toZonedDateTimeISO(zone).toPlainTime().toString({ smallestUnit: 'minute' });
        return html`<button name="start" value="${start.toString()}" class="second">${time}</button>`;
      })}
    </form>
    <p class="together">${isToday ? '' : html`<a href="${on(day.subtract({ days: 1 }))}">${say('bookBefore')}</a>`}
      <a href="${on(day.add({ days: 1 }))}">${say('bookAfter')}</a></p></div>`;
}
