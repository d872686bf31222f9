import { html } from 'hono/html';
import type { PatientPage } from '../../core/desk/patient.ts';
import type { Html, StaffView } from '../page.ts';

/** A whole address, for who has pressed its button. of: the contact, or the number that the patient gave. */
export type Shown = { of: string; address: string | null };

export type PatientOptions = {
  page: PatientPage;
  /** Of colleagues who have changed the name or written to the patient. */
  names: ReadonlyMap<string, string>;
  /** What messages call it. */
  clinic: { name: string; phone: string };
  now: Temporal.Instant;
  problem: {
    text: string;
    field?: 'name' | 'number' | 'email';
    typed?: string;
    /** Of a number: its conversation. */
    contactId?: string;
  } | null;
  shown: Shown | null;
  told: boolean;
};

/** What htmx puts in the place of the masked address; it stays when the rest of a page is loaded anew. */
export function shownView({ say }: StaffView, { of, address }: Shown): Html {
  return html`<span id="address-${of}" class="address" role="status" hx-morph-skip>${address ?? say('contactGone')}</span>`;
}

/** Masked, with the button that shows it: pressing it is an event. */
export function maskedView(
  view: StaffView,
  { of, masked, path, shown }: { of: string; masked: string | null; path: string; shown: Shown | null },
): Html {
  const { say } = view;
  if (shown?.of === of) return shownView(view, shown);
  if (masked === null) return html`<span>${say('contactGone')}</span>`;
  return html`<span id="address-${of}" class="address"><b>${masked}</b>
    <form method="post" action="${path}" hx-post="${path}" hx-target="#address-${of}" hx-swap="outerHTML">
      <button class="plain" aria-label="${say('contactShowOf', { masked })}">${say('contactShow')}</button></form></span>`;
}
