import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { loadModel } from '../content/knowledge.ts';
import { loadSayings } from '../content/sayings.ts';
import { tellingDialogs } from '../content/telling-dialogs.ts';
import { root } from './run.ts';

/**
 * Writes what people say into a folder: `sayings.json` with every language for what is installed, and for browsers
 * `sayings/carried.js`, which has what the languages share and brings each from a module of its own.
 */
export async function emitSayings(folder: string): Promise<void> {
  const [sayings, { codes }] = await Promise.all([loadSayings(), loadModel()]);
  const { languages, ...shared } = sayings;
  const modules = path.join(folder, 'sayings');
  await mkdir(modules, { recursive: true });
  await writeFile(path.join(folder, 'sayings.json'), JSON.stringify(sayings));
  for (const [language, told] of Object.entries(languages))
    await writeFile(path.join(modules, `sayings-${language}.js`), `export default ${JSON.stringify(told)};\n`);
  const loaders = Object.keys(languages).map(
    language => `${language}: () => import('./sayings-${language}.js').then(module => module.default)`,
  );
  const dialogs = JSON.stringify(tellingDialogs(codes));
  const carried = `export default { dialogs: ${dialogs}, shared: ${JSON.stringify(shared)}, languages: { ${loaders.join(', ')} } };\n`;
  await writeFile(path.join(modules, 'carried.js'), carried);
}

if (import.meta.main) await emitSayings(path.join(root, 'dist'));
