/** What could forge a line, a terminal's state or another text, and what nobody sees: controls, direction, fillers. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;
/** Letters carry a few marks in every script; a tower of them runs over the lines around it. */
const MARK_TOWERS = /(\p{M}{4})\p{M}+/gu;
const RIGHT_TO_LEFT = /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_DIRECTIONAL_ISOLATE = '\u2069';

/** Untrusted text as data: at most `limit` characters, without control, format or stacked combining ones. */
export function safeText(text: string, limit = 255): string {
  return text.slice(0, limit).replace(UNSAFE, '\ufffd').replace(MARK_TOWERS, '$1');
}

/**
 * Untrusted text for a terminal. Cut text ends in an ellipsis, and right-to-left text is isolated, so that it does not
 * reorder the line around it.
 */
export function terminalText(text: string, limit = 200): string {
  const safe = safeText(text, text.length);
  const cut = safe.length > limit ? `${safe.slice(0, limit - 1)}…` : safe;
  return RIGHT_TO_LEFT.test(cut) ? `${FIRST_STRONG_ISOLATE}${cut}${POP_DIRECTIONAL_ISOLATE}` : cut;
}

/** The same in a column of a fixed width. */
export function terminalColumn(text: string, width: number): string {
  const shown = terminalText(text, width);
  const isolates = shown.startsWith(FIRST_STRONG_ISOLATE) ? 2 : 0;
  return shown.padEnd(width + isolates);
}
