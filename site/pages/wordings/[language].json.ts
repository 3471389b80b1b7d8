import type { APIContext } from 'astro';
import { wordingsIn } from '../../../machines/codes/with-wordings.ts';
import { DIALOG_LANGUAGES, type DialogLanguage } from '../../../machines/vocabulary.ts';
import { renderKnowledge } from '../../data/knowledge.ts';

export function getStaticPaths() {
  return DIALOG_LANGUAGES.map(language => ({ params: { language }, props: { language } }));
}

/** What dialogs are recognised by, a language a file. In the scripts as they are: that is lighter. */
export async function GET({ props }: APIContext<{ language: DialogLanguage }>): Promise<Response> {
  const { model } = await renderKnowledge();
  return new Response(JSON.stringify(wordingsIn(model.codes, props.language)));
}
