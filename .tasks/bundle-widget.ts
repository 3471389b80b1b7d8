import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
import { EVIDENCE_WORKER_FILE } from '../site/widget/lazy/evidence-worker-file.ts';
import { root } from './run.ts';

const bundling = { platform: 'browser', logLevel: 'warn', checks: { pluginTimings: false } } as const;

/**
 * The script that an article names, beside it what it fetches only once something is pasted or handed over, and its
 * types.
 */
export async function bundleWidget(folder: string): Promise<void> {
  const source = path.join(root, 'site', 'widget');
  const bundled = await rolldown({
    ...bundling,
    input: path.join(source, 'index.ts'),
    preserveEntrySignatures: 'allow-extension',
    transform: { define: { EVIDENCE_WORKER: JSON.stringify(`./${EVIDENCE_WORKER_FILE}`) } },
    plugins: [withoutGlobals],
  });
  const names = { entryFileNames: 'reconnect.js', chunkFileNames: 'reconnect-[name].js' };
  // All that the first question needs is one file: left to itself the bundler puts some of it, by chance, into a second.
  // So is what a stored case is read with.
  const codeSplitting = {
    groups: [
      { name: 'root', test: /site\/widget\/index\.ts$/ },
      { name: 'parse-report', test: /machines\/(?:schemas\/parse-report|target\/target-line)\.ts$/ },
    ],
  };
  const output = { format: 'esm', minify: true, comments: false, postBanner: licencesOf, codeSplitting } as const;
  await bundled.write({ dir: folder, ...names, ...output });
  await bundled.close();
  await bundleEvidenceWorker(path.join(source, 'lazy', 'evidence-worker.ts'), path.join(folder, EVIDENCE_WORKER_FILE));
  await copyFile(path.join(source, 'reconnect.d.ts'), path.join(folder, 'reconnect.d.ts'));
}

/** A worker's script imports nothing, so it is one file; site and extension take this same one. */
async function bundleEvidenceWorker(input: string, file: string): Promise<void> {
  const bundled = await rolldown({ ...bundling, input });
  await bundled.write({ file, format: 'iife', minify: true, comments: false, codeSplitting: false });
  await bundled.close();
}

/** What is in a file besides ours, in place of a comment for every module. */
const LICENCES = '/* Lit: Copyright Google LLC, BSD-3-Clause. XState: Copyright Stately, MIT. */';
const licencesOf = ({ moduleIds }: { readonly moduleIds: readonly string[] }) =>
  moduleIds.some(id => id.includes('node_modules')) ? LICENCES : '';

/**
 * Authors are promised that the script leaves no global behind. Each package of lit lists itself on `window`, so that its
 * other copies can warn; decorators, which we have none of, keep their metadata there.
 */
const VERSION_LIST = /\(\w+\.(?:litHtml|litElement|reactiveElement)Versions\?\?=\[\]\)\.push\([^)]*\)/;
const DECORATOR_METADATA = /,\w+\.litPropertyMetadata\?\?=new WeakMap;/;
const withoutGlobals: Plugin = {
  name: 'without-globals',
  transform: {
    filter: { id: /\/(?:lit-html|lit-element|reactive-element)\.js$/ },
    handler(code, id) {
      if (!VERSION_LIST.test(code)) throw new Error(`${path.basename(id)} writes its version list in another way now`);
      return {
        code: code
          .replace(VERSION_LIST, 'void 0')
          .replace(DECORATOR_METADATA, ';const litPropertyMetadata=new WeakMap;'),
        map: null,
      };
    },
  },
};
