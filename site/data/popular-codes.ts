import type { CodeKnowledge } from '../../machines/knowledge.ts';
import type { Surface } from '../../machines/vocabulary.ts';
import { headingOf } from '../search/notation.ts';
import { at, codeAddress } from './address.ts';
import { besideCode, guidesInOrder } from './catalogue.ts';
import { type Foreign, foreign, inEnglish } from './language.ts';
import { model } from './model.ts';

export interface OftenRow {
  readonly address: string;
  readonly code?: string;
  readonly say: string;
  readonly surface?: Surface;
  /** Where `say` is in another language than the page. */
  readonly in?: Foreign | undefined;
}

const ROWS = 8;

/** What people ask about most, for as long as it has no guide of its own. */
const OFTEN_CODES = [
  'mac-client:0x4',
  'mstsc-disconnect:0x204',
  'mstsc-disconnect:0x904',
  'mstsc-disconnect:0x1807',
  'message:internal-error',
  'message:credssp-encryption-oracle-remediation',
  'message:logon-attempt-failed',
  'message:nla-required',
];

/** What most people come for: the guides in their order, then the codes without one. */
export async function popularCodes(): Promise<readonly OftenRow[]> {
  const guides = await guidesInOrder();
  const covered = new Set(guides.flatMap(({ data }) => [...data.codes, ...(data.code ? [data.code] : [])]));
  const rows: OftenRow[] = guides.map(guide => ({
    address: at(`/guides/${guide.id}/`),
    say: besideCode(guide.data),
    in: foreign(guide),
    ...(guide.data.code && { code: guide.data.code }),
  }));
  const codes = OFTEN_CODES.flatMap(id => model.codes.filter(code => idOf(code) === id));
  const open = codes.filter(code => !covered.has(idOf(code)) && !covered.has(code.code));
  return [...rows, ...open.map(rowOf)].slice(0, ROWS);
}

function rowOf(code: CodeKnowledge): OftenRow {
  const { surface } = code;
  const row = {
    address: codeAddress(code),
    say: headingOf(code),
    surface,
    in: surface === 'message' ? inEnglish : undefined,
  };
  return surface === 'message' ? row : { ...row, code: code.code };
}

function idOf(code: CodeKnowledge): string {
  return `${code.surface}:${code.code}`;
}
