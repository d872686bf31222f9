import { html } from 'hono/html';

type Html = ReturnType<typeof html>;

/** WhatsApp's marks, *bold*, _italic_ and ~struck~, as it reads them: hugging the text, and not inside a word. */
const mark = /(?<![\p{L}\p{N}])([*_~])(?=\S)([^*_~\n]*\S)\1(?![\p{L}\p{N}])/gu;

/** A message's text for WhatsApp's page, everything else in it escaped. */
export function markedUp(text: string): Html[] {
  const parts: Html[] = [];
  let at = 0;
  for (const match of text.matchAll(mark)) {
    const [whole, sign, inner = ''] = match;
    parts.push(html`${text.slice(at, match.index)}`, styled(sign, inner));
    at = match.index + whole.length;
  }
  return [...parts, html`${text.slice(at)}`];
}

function styled(sign: string | undefined, inner: string): Html {
  if (sign === '*') return html`<strong>${inner}</strong>`;
  if (sign === '_') return html`<em>${inner}</em>`;
  return html`<s>${inner}</s>`;
}
