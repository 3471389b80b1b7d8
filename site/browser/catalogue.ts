import { parseWordings, withWordings } from '../../machines/codes/with-wordings.ts';
import type { CodeKnowledge } from '../../machines/knowledge.ts';
import type { DialogLanguage } from '../../machines/vocabulary.ts';
import { fetchJson } from './fetch-json.ts';

/** The catalogue of codes, with what dialogs are recognised by in some languages at least. */
export type Catalogue = (languages: readonly DialogLanguage[]) => Promise<readonly CodeKnowledge[]>;

/** Fetches the codes at once, the wordings of a language when it is asked for. Rejects where there are no codes. */
export async function loadCatalogue(codesAddress: string, wordingsFolder: string): Promise<Catalogue> {
  let codes: readonly CodeKnowledge[] = await fetchJson(codesAddress);
  const here = new Set<DialogLanguage>();
  return async languages => {
    const wanted = languages.filter(language => !here.has(language));
    // Where a language cannot be had for now, dialogs in it are known by their titles.
    const files = await Promise.all(
      wanted.map(language => fetchJson(`${wordingsFolder}${language}.json`).catch(() => undefined)),
    );
    for (const [index, language] of wanted.entries()) {
      if (files[index] === undefined || here.has(language)) continue;
      here.add(language);
      codes = withWordings(codes, language, parseWordings(files[index]));
    }
    return codes;
  };
}
