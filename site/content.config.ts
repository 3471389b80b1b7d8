import { defineCollection } from 'astro:content';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { glob } from 'astro/loaders';
import { causeMatter, guideMatter, pageMatter, questionMatter, stepMatter } from '../content/front-matter.ts';
import { FIRST_LANGUAGE, wordsFolder } from './data/language.ts';

/** The pages of a folder in the language of this build. */
const inThisLanguage = (folder: string) => pages(new Map(mdxIn(path.join(wordsFolder, folder))));

/** The same, and those that are not translated yet in the first language: a page says so. */
const inThisLanguageFirst = (folder: string) =>
  pages(new Map([...mdxIn(path.resolve('content', FIRST_LANGUAGE, folder)), ...mdxIn(path.join(wordsFolder, folder))]));

/** By its id, each file as seen from the root of the project. */
function mdxIn(folder: string): readonly (readonly [id: string, file: string])[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.mdx'))
    .map(file => [file.slice(0, -'.mdx'.length), path.relative('.', path.join(folder, file))]);
}

function pages(files: ReadonlyMap<string, string>) {
  const ids = new Map([...files].map(([id, file]) => [file, id]));
  return glob({ base: '.', pattern: [...ids.keys()], generateId: ({ entry }) => ids.get(entry) ?? entry });
}

export const collections = {
  guides: defineCollection({ loader: inThisLanguageFirst('guides'), schema: guideMatter }),
  causes: defineCollection({ loader: inThisLanguage('causes'), schema: causeMatter }),
  steps: defineCollection({ loader: inThisLanguageFirst('steps'), schema: stepMatter }),
  questions: defineCollection({ loader: inThisLanguage('questions'), schema: questionMatter }),
  pages: defineCollection({ loader: inThisLanguageFirst('pages'), schema: pageMatter }),
};
