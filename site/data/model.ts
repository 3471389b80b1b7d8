import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CodeKnowledge, Model } from '../../machines/knowledge.ts';
import { wordsFolder } from './language.ts';

/** The checked model. Runs the loader from its source: bundled, it would look for content/ beside the bundle. */
async function loadModel(): Promise<Model> {
  const source = pathToFileURL(path.resolve('content/knowledge.ts')).href;
  const loader: typeof import('../../content/knowledge.ts') = await import(/* @vite-ignore */ source);
  return loader.loadModel(path.resolve('content'), wordsFolder);
}

export const model = await loadModel();

/** Other programs that show the same number, in the order of the catalogue. */
export function codesElsewhere(code: CodeKnowledge): readonly CodeKnowledge[] {
  if (code.surface === 'message') return [];
  return model.codes.filter(other => other.code === code.code && other.surface !== code.surface);
}
