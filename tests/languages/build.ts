import { rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildExtension, buildPages } from '../../.tasks/build.ts';
import type { Languages } from '../../.tasks/languages.ts';
import { root } from '../../.tasks/run.ts';
import type { Pseudo } from './pseudo.ts';
import { writePseudoFolder } from './pseudo-folder.ts';

/** Beside what people get, and never part of it: a build has to find its packages from where it writes. */
export const PSEUDO_DIST = path.join(root, 'dist', 'pseudo');
export const PSEUDO_TAGS = ['en-XA', 'ar-XB'] as const satisfies readonly Pseudo[];
export const PSEUDO: Languages = { further: PSEUDO_TAGS, folder: path.join(PSEUDO_DIST, 'content') };

/** A guide that nobody has translated yet: it is shown in English, and says so. */
export const UNTRANSLATED = 'guides/smart-cards';

const stampOf = (language: Pseudo) => path.join(PSEUDO_DIST, `.built-${language}`);

/** The site in a pseudo-language, its knowledge beside it; made anew where the build of the project is newer. */
export async function buildPseudo(language: Pseudo): Promise<void> {
  const [built, made] = await Promise.all([changedAt(path.join(root, 'dist', '.built')), changedAt(stampOf(language))]);
  if (made > built) return;
  await rm(stampOf(language), { force: true });
  await writePseudoFolder(path.join(root, 'content', 'en'), path.join(PSEUDO.folder, language), language);
  await rm(path.join(PSEUDO.folder, language, `${UNTRANSLATED}.mdx`));
  await buildPages(language, PSEUDO, PSEUDO_DIST);
  await writeFile(stampOf(language), '');
}

/** The extension for Chromium in English and a pseudo-language: its folder. */
export async function buildPseudoExtension(language: Pseudo): Promise<string> {
  await buildPseudo(language);
  await buildExtension('chrome', { ...PSEUDO, further: [language] }, PSEUDO_DIST);
  return path.join(PSEUDO_DIST, 'extension', 'chrome');
}

const changedAt = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

if (import.meta.main) for (const language of PSEUDO_TAGS) await buildPseudo(language);
