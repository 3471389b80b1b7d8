import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { environment, root } from '../../../.tasks/run.ts';
import { type Article, articles, asStarlight, CONTENT } from './articles.ts';

const run = promisify(execFile);
const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;
/** Nobody else needs Starlight: it comes when it is measured, at these versions, into a folder of its own. */
const STARLIGHT = { astro: '7.3.5', '@astrojs/starlight': '0.42.4', '@astrojs/markdown-remark': '7.3.0' };

export interface Built {
  readonly dir: string;
  readonly pages: number;
  readonly seconds: number;
}

/** A folder with our site in it, whose build takes nothing from an earlier one. */
export async function ourSite(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-ours-'));
  for (const name of ['site', 'content', 'machines', 'extension', 'package.json', 'tsconfig.json', 'astro.config.mjs'])
    await cp(path.join(root, name), path.join(folder, name), { recursive: true });
  await symlink(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  return folder;
}

/** Copies of the guides beside the real ones, until there are so many pages. */
export async function fillOurs(folder: string, have: number, wanted: number): Promise<void> {
  const guides = await readdir(path.join(CONTENT, 'guides'));
  const texts = await Promise.all(guides.map(file => readFile(path.join(CONTENT, 'guides', file), 'utf8')));
  for (let count = 0; have + count < wanted; count++) {
    const at = count % guides.length;
    const name = `copy-${count}-${guides[at]}`;
    // A code has one guide; the copies are about none.
    const text = (texts[at] ?? '')
      .replace(/^title: "?(.*?)"?$/m, `title: "$1 (${count})"`)
      .replace(/^codes?: .*\n/gm, '');
    await writeFile(path.join(folder, 'content', 'en', 'guides', name), text);
  }
}

/** Starlight with its defaults and the same articles. */
export async function starlightSite(): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-starlight-'));
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'starlight', private: true, type: 'module', dependencies: STARLIGHT }),
  );
  await writeFile(
    path.join(folder, 'astro.config.mjs'),
    `import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
export default defineConfig({
  site: 'https://starlight.example',
  integrations: [starlight({ title: 'Help', sidebar: [{ label: 'Articles', items: [${JSON.stringify((await articles()).map(({ id }) => id)).slice(1, -1)}] }] })],
});
`,
  );
  await mkdir(path.join(folder, 'src'), { recursive: true });
  await writeFile(
    path.join(folder, 'src', 'content.config.ts'),
    `import { docsLoader } from '@astrojs/starlight/loaders';
import { docsSchema } from '@astrojs/starlight/schema';
import { defineCollection } from 'astro:content';
export const collections = { docs: defineCollection({ loader: docsLoader(), schema: docsSchema() }) };
`,
  );
  await run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder, env: environment });
  return folder;
}

export async function fillStarlight(folder: string, wanted: number): Promise<void> {
  const docs = path.join(folder, 'src', 'content', 'docs');
  await mkdir(docs, { recursive: true });
  const all = await articles();
  for (let count = 0; count < Math.max(wanted, all.length); count++) {
    const article: Article | undefined = all[count % all.length];
    if (article === undefined) throw new Error('there are no articles');
    const copy = Math.floor(count / all.length);
    const name = copy === 0 ? article.id : `copy-${copy}-${article.id}`;
    await writeFile(path.join(docs, `${name}.md`), asStarlight(article, copy));
  }
}

/** `astro build`, timed from outside as a person would. */
export async function timeBuild(folder: string, dist: string): Promise<Built> {
  const started = performance.now();
  const program = path.join(folder, 'node_modules', 'astro', 'bin', 'astro.mjs');
  await run(process.execPath, [program, 'build', '--silent'], {
    cwd: folder,
    env: environment,
    maxBuffer: MAX_OUTPUT_BYTES,
  });
  const seconds = (performance.now() - started) / 1000;
  const dir = path.join(folder, dist);
  const files = await readdir(dir, { recursive: true });
  return { dir, pages: files.filter(file => file.endsWith('.html')).length, seconds };
}
