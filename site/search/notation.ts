import type { CodeKnowledge } from '../../machines/knowledge.ts';

/** Longer numbers than these are no code of any client. */
const MAX_CODE = 0xffff_ffff;

/** A code as people meet it, the catalogue's own form first: `0x204`, `516`; `0x80004005`, `2147500037`, `-2147467259`. */
export function notations(code: Pick<CodeKnowledge, 'code' | 'surface'>): readonly string[] {
  if (code.surface === 'message') return [];
  // A gateway's HRESULT is 0x8007 and a Windows error; its log and other programs print the error alone.
  const [, short] = code.surface === 'rd-gateway' ? (/^0x8007(5[0-9a-f]{3})$/.exec(code.code) ?? []) : [];
  return [...(numberNotations(code.code) ?? [code.code]), ...((short && numberNotations(`0x${short}`)) || [])];
}

/** Every notation of a number in hex or decimal, `0x…` first; undefined where the text is no number of 32 bits. */
export function numberNotations(text: string): readonly string[] | undefined {
  const value = parseNumber(text.trim().toLowerCase());
  if (value === undefined) return undefined;
  const hex = `0x${value.toString(16)}`;
  return value > 0x7fff_ffff ? [hex, String(value), String(value - MAX_CODE - 1)] : [hex, String(value)];
}

function parseNumber(text: string): number | undefined {
  const value = /^0x0*[0-9a-f]{1,8}$|^\d{1,10}$/.test(text)
    ? Number(text)
    : /^-\d{1,10}$/.test(text)
      ? Number(text) + MAX_CODE + 1
      : undefined;
  return value !== undefined && value >= 0 && value <= MAX_CODE ? value : undefined;
}

/** What a page and a list call a code: a message by its wording, a number by what it means. */
export function headingOf(code: CodeKnowledge): string {
  const heading = (code.surface === 'message' ? code.wordings?.en?.[0] : undefined) ?? code.meaning;
  return heading.charAt(0).toUpperCase() + heading.slice(1).replace(/\.$/, '');
}
