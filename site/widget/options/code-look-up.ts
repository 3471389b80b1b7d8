import { codeId } from '../../../machines/codes/entry.ts';
import { lookUpCode, resolveCode } from '../../../machines/codes/look-up.ts';
import type { Model } from '../../../machines/knowledge.ts';
import { isCodeId, SURFACES } from '../../../machines/vocabulary.ts';

export type CodeLookUp = typeof codesMeant;

/** The ids of all that a tag's code can stand for. A surface that is none of ours counts as not given. */
export function codesMeant({ codes }: Model, text: string, surface: string | null): readonly string[] {
  if (text === '') return [];
  if (isCodeId(text)) {
    const resolved = resolveCode(codes, text);
    return resolved === undefined ? [] : [codeId(resolved)];
  }
  const known = SURFACES.find(one => one === surface);
  const found = lookUpCode(codes, text, known);
  return (known === undefined ? found : found.slice(0, 1)).map(codeId);
}
