const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** At most `longest` UTF-16 units, never ending inside a character; what was cut off is told by `ending`. */
export function cut(words: string, longest: number, ending = '…'): string {
  if (words.length <= longest) return words;
  let kept = '';
  for (const { segment } of graphemes.segment(words)) {
    if (kept.length + segment.length + ending.length > longest) break;
    kept += segment;
  }
  return kept.trimEnd() + ending;
}

/** WhatsApp's *bold*, for where stars would be shown as stars: SMS, and titles of buttons and rows. */
export function withoutBold(words: string): string {
  return words.replace(/(?<![\p{L}\p{N}*])\*(\S|\S[^*\n]*\S)\*(?![\p{L}\p{N}*])/gu, '$1');
}
