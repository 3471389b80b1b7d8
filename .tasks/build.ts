import { cp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { loadStrings } from '../content/words.ts';
import { format } from '../machines/format.ts';
import { bundleWidget } from './bundle-widget.ts';
import { asciiOnly, builtinsOnDemand, knowledgeOnDemand, sayingsOnDemand } from './bundling.ts';
import { emitSayings } from './emit-sayings.ts';
import { baseOf, fileOf, type Languages, placeOf, shipped, subPath, tagsOf, wordsOf } from './languages.ts';
import { root, run } from './run.ts';

const dist = path.join(root, 'dist');
const bundling = { logLevel: 'warn', checks: { pluginTimings: false } } as const;
const stamp = path.join(dist, '.built');

/** Builds everything into dist/, in the order in which the parts need each other. Throws with the failing step's output. */
export async function build(): Promise<void> {
  await rm(dist, { recursive: true, force: true });
  await step('sayings', () => emitSayings(dist));
  // Before the site, since the page for authors names its hash.
  await step('widget', () => bundleWidget(path.join(dist, 'widget')));
  await buildSite(dist);
  await step('helper', bundleHelper);
  await step('extension', async () => {
    for (const browser of ['chrome', 'firefox']) await program('wxt', ['zip', 'extension', '-b', browser, '--mv3']);
  });
  await writeFile(stamp, '');
}

/**
 * Builds the site into `folder`, with all that it serves and stores; `base` is the sub-path that it will live under. Each
 * further language is the same site once more, in a folder of its own: `/de/guides/`.
 */
export async function buildSite(folder: string, base = subPath, languages: Languages = shipped): Promise<void> {
  for (const language of tagsOf(languages)) await buildLanguage(language, languages, folder, base);
}

async function buildLanguage(language: string, languages: Languages, folder: string, base: string): Promise<void> {
  const site = await buildPages(language, languages, folder, base);
  const knowledge = path.join(site, 'knowledge-whole.json');
  await step('single file', async () => {
    const { buildSingleFile } = await import('../site/build-single-file.ts');
    const file = path.join(folder, fileOf('reconnect.html', language));
    await buildSingleFile({ site, knowledge, words: wordsOf(languages, language), file });
  });
  await step('service worker', async () => {
    const { buildServiceWorker } = await import('../site/build-service-worker.ts');
    await buildServiceWorker(site, placeOf(language) === '' ? languages.further : []);
  });
}

/** The pages in one language, and its knowledge beside them. Returns the folder of the pages. */
export async function buildPages(language: string, languages: Languages, folder: string, base = ''): Promise<string> {
  const site = path.join(folder, 'site', placeOf(language));
  const knowledge = path.join(folder, fileOf('knowledge.json', language));
  await step(`site and knowledge, ${language}`, async () => {
    const under = baseOf(base, language);
    const words = under === '' ? [] : ['--base', under];
    // What Astro remembers of a page has the shape that our schema had then.
    await program('astro', ['build', '--silent', '--force', '--outDir', site, ...words], {
      RECONNECT_LANGUAGE: language,
      RECONNECT_LANGUAGES: languages.further.join(','),
      RECONNECT_WORDS: languages.folder,
    });
    await writeFile(
      knowledge,
      await withTerminal(path.join(site, 'knowledge-whole.json'), wordsOf(languages, language)),
    );
    await cp(path.join(dist, 'widget'), path.join(site, 'widget'), { recursive: true });
  });
  return site;
}

/** The extension's folder for one browser, whose further languages have their knowledge in `out`. */
export const buildExtension = (browser: 'chrome' | 'firefox', languages: Languages, out: string): Promise<void> =>
  step(`extension for ${browser}`, () =>
    program('wxt', ['build', 'extension', '-b', browser, '--mv3'], {
      RECONNECT_LANGUAGES: languages.further.join(','),
      RECONNECT_OUT: out,
    }),
  );

/** The whole knowledge with what the command line alone says; no page needs that. */
async function withTerminal(file: string, folder: string): Promise<string> {
  const { words, ...rest } = JSON.parse(await readFile(file, 'utf8'));
  const terminal = await loadStrings(path.join(folder, 'terminal.yaml'));
  return JSON.stringify({ ...rest, words: { ...words, ui: { ...words.ui, ...terminal } } });
}

/** Builds when a source is newer than what is built. */
export async function buildIfStale(): Promise<void> {
  const built = await stat(stamp).then(
    found => found.mtimeMs,
    () => 0,
  );
  const newest = Math.max(
    ...(await Promise.all(
      ['site', 'extension', 'content', 'machines', 'package-lock.json', 'astro.config.mjs', '.tasks'].map(newestUnder),
    )),
  );
  if (newest > built) await build();
}

async function newestUnder(name: string): Promise<number> {
  const whole = path.join(root, name);
  const found = await stat(whole);
  if (!found.isDirectory()) return found.mtimeMs;
  const entries = await readdir(whole, { recursive: true, withFileTypes: true });
  const files = entries.filter(entry => entry.isFile() && !/\.wxt|node_modules/.test(entry.parentPath));
  const times = await Promise.all(files.map(async file => (await stat(path.join(file.parentPath, file.name))).mtimeMs));
  return Math.max(0, ...times);
}

/** One file with everything in it, read by Node alone, and shaped so that a check is under way soon. */
async function bundleHelper(): Promise<void> {
  const bundled = await rolldown({
    ...bundling,
    input: path.join(root, 'extension', 'helper', 'main.ts'),
    platform: 'node',
    // Parentheses would have V8 compile every module of every command at the start.
    optimization: { pifeForModuleWrappers: false },
    plugins: [
      builtinsOnDemand,
      knowledgeOnDemand(path.join(dist, 'knowledge.json'), furtherKnowledge()),
      sayingsOnDemand(path.join(dist, 'sayings.json')),
    ],
  });
  const { output } = await bundled.generate({ format: 'esm', minify: true, codeSplitting: false });
  await bundled.close();
  await writeFile(path.join(dist, 'reconnect.mjs'), asciiOnly((await refuseOldNode()) + output[0].code));
}

const furtherKnowledge = (): Readonly<Record<string, string>> =>
  Object.fromEntries(shipped.further.map(language => [language, path.join(dist, fileOf('knowledge.json', language))]));

/** The first Node that has all that the helper uses. */
const LEAST_NODE = 22;

/** What an older Node does instead of dying in the middle: one sentence. It must read every statement of this. */
async function refuseOldNode(): Promise<string> {
  const { words } = JSON.parse(await readFile(path.join(dist, 'knowledge.json'), 'utf8'));
  const sentence = format(words.ui, 'en', 'old-node', { least: LEAST_NODE });
  return `if (parseInt(process.versions.node, 10) < ${LEAST_NODE}) {
  process.stderr.write(${JSON.stringify(`${sentence}\n`)}.replace('{version}', process.versions.node));
  process.exit(2);
}
`;
}

async function program(command: string, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<void> {
  const done = await run(command, args, { more });
  if (!done.ok) throw new Error(`${command} ${args.join(' ')} failed:\n${done.output}`);
}

async function step(name: string, work: () => Promise<unknown>): Promise<void> {
  const started = performance.now();
  await work();
  process.stderr.write(`  built ${name} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`);
}

if (import.meta.main) await build();
