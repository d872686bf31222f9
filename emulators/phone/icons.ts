import { raw } from 'hono/html';

const icon = (size: string, paths: string) =>
  raw(
    `<svg viewBox="0 0 ${size}" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${paths}</svg>`,
  );

export const sendIcon = icon('24 24', '<path d="M12 19V6M6 11.5 12 5.5l6 6"/>');
export const listIcon = icon('24 24', '<path d="M8.5 7H19M8.5 12H19M8.5 17H19M5 7h.01M5 12h.01M5 17h.01"/>');
export const replyIcon = icon('24 24', '<path d="M10 8 5 12.5 10 17M5.5 12.5H14a5 5 0 0 1 5 5"/>');
export const personIcon = icon(
  '24 24',
  '<circle cx="12" cy="8.5" r="3.5"/><path d="M5.5 19.5c.8-3.6 3.4-5 6.5-5s5.7 1.4 6.5 5"/>',
);
export const chatIcon = icon(
  '24 24',
  '<path d="M5 18.500V8a3 3 0 0 1 3-3h8a3 3 0 0 1 3 3v5a3 3 0 0 1-3 3H8.500z"/>',
);
export const textIcon = icon('24 24', '<path d="M7 8h10M7 12h10M7 16h6"/>');
export const tickIcon = icon('18 12', '<path d="m4.5 6.5 3 3 6-7"/>');
export const ticksIcon = icon('18 12', '<path d="m1.5 6.5 3 3 6-7M8.5 8.500l1 1 6-7"/>');
export const batteryIcon = icon(
  '44 14',
  '<path d="M2 9.500v2M6 7.500v4M10 5v6.500M14 2.500v9"/><rect x="22" y="2.5" width="17" height="9" rx="2.5"/><path d="M41.5 6v2" /><path d="M25 5.500v3h8v-3z" fill="currentColor"/>',
);
