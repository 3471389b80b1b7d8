import { type DialogLanguage, TOLD_BY_WORDS } from '../vocabulary.ts';
import { compare } from './compared-text.ts';

/** For each language the words of which every dialog in it has some, with blanks between them. Scripts tell the rest. */
export type DialogTelling = { readonly [L in DialogLanguage]?: string };

/** What a dialog holds is looked for no further. */
const MAX_CHARACTERS = 8_192;
const KANA = /[\u3040-\u30ff]/;
const HAN = /[\u3400-\u9fff]/;
const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]/;
const CYRILLIC = /[\u0400-\u04ff]/;
const FALLBACK: DialogLanguage = 'en';

/**
 * The languages in which a text may hold a dialog, English always: who writes in one language quotes what the screen says
 * in another.
 */
export function dialogLanguagesIn(telling: DialogTelling, text: string): readonly DialogLanguage[] {
  const cut = text.slice(0, MAX_CHARACTERS);
  const words = new Set(compare(cut).words);
  const told = new Set<DialogLanguage>([FALLBACK, ...ofScripts(cut)]);
  for (const language of TOLD_BY_WORDS)
    if (telling[language]?.split(' ').some(word => words.has(word))) told.add(language);
  return [...told];
}

function ofScripts(text: string): readonly DialogLanguage[] {
  const han: readonly DialogLanguage[] = HAN.test(text) ? ['zh-CN', 'zh-TW', 'ja'] : [];
  return [
    ...(KANA.test(text) ? (['ja'] as const) : han),
    ...(HANGUL.test(text) ? (['ko'] as const) : []),
    ...(CYRILLIC.test(text) ? (['ru'] as const) : []),
  ];
}
