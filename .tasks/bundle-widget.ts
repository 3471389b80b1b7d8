import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { type Plugin, type RenderedChunk, rolldown } from 'rolldown';
import { root } from './run.ts';

/**
 * The script that an article names, beside it what it fetches only once something is pasted or handed over, and its
 * types.
 */
export async function bundleWidget(folder: string): Promise<void> {
  const source = path.join(root, 'site', 'widget');
  const bundled = await rolldown({
    input: path.join(source, 'index.ts'),
    platform: 'browser',
    preserveEntrySignatures: 'allow-extension',
    logLevel: 'warn',
    checks: { pluginTimings: false },
    plugins: [squeezed, trimmed, unlisted],
  });
  const names = { entryFileNames: 'reconnect.js', chunkFileNames: 'reconnect-[name].js' };
  await bundled.write({ dir: folder, ...names, format: 'esm', minify: true, comments: false, postBanner: banner });
  await bundled.close();
  await copyFile(path.join(source, 'reconnect.d.ts'), path.join(folder, 'reconnect.d.ts'));
}

/** What is in the file besides ours, in place of a comment for every module. */
const LICENCES = '/* Lit: Copyright Google LLC, BSD-3-Clause. XState: Copyright Stately, MIT. */';
/**
 * Asks Chromium to compile all of a script while it arrives, on another thread: an explicit compile hint, which other
 * browsers pass over. It takes some twelve milliseconds off the page's main thread; with two busy cores the first
 * question comes no sooner by the clock. What is fetched later is not worth it.
 */
const COMPILE_AHEAD = '//# allFunctionsCalledOnLoad';
const banner = ({ isEntry }: RenderedChunk) => (isEntry ? `${COMPILE_AHEAD}\n${LICENCES}` : LICENCES);

/** `setup()` hands out every action creator there is, used or not; the flow takes `assign` from the package itself. */
const HANDED_OUT =
  /\n\s+sendTo,\n\s+raise,\n\s+log,\n\s+cancel,\n\s+stopChild,\n\s+enqueueActions,\n\s+emit,\n\s+spawnChild,/;
/**
 * How a statechart and its nodes tell about themselves, to tools that draw one, and how it comes back from a snapshot: a
 * case is kept as facts, and enters its state anew.
 */
const UNUSED =
  /\n {4}this\.(restoreSnapshot|getPersistedSnapshot) = this\.\1\.bind\(this\);|\n {2}(?:get definition|toJSON|resolveState|restoreSnapshot|getPersistedSnapshot)\([^\n]*\) \{\n[\s\S]*?\n {2}\}(?=\n)/g;
const trimmed: Plugin = {
  name: 'trimmed',
  transform: {
    filter: { id: /xstate\/dist\/(?:xstate|StateMachine-\w+)\.esm\.js$/ },
    handler(code, id) {
      const unused = id.endsWith('/xstate.esm.js') ? HANDED_OUT : UNUSED;
      if (code.search(unused) < 0)
        throw new Error(`${path.basename(id)} has changed: see whether it still needs trimming`);
      return { code: code.replace(unused, ''), map: null };
    },
  },
};

/** Each package of lit lists itself on `window`, so that its other copies can warn; decorators, which we have none of, keep notes there. */
const LISTED = /\(\w+\.(?:litHtml|litElement|reactiveElement)Versions\?\?=\[\]\)\.push\([^)]*\)/;
const NOTES = /,\w+\.litPropertyMetadata\?\?=new WeakMap;/;
const unlisted: Plugin = {
  name: 'unlisted',
  transform: {
    filter: { id: /\/(?:lit-html|lit-element|reactive-element)\.js$/ },
    handler(code, id) {
      if (!LISTED.test(code)) throw new Error(`${path.basename(id)} lists itself in another way now`);
      return {
        code: code.replace(LISTED, 'void 0').replace(NOTES, ';const litPropertyMetadata=new WeakMap;'),
        map: null,
      };
    },
  },
};

/** A minifier leaves template strings alone; ours are styles and markup, in which line breaks and indents say nothing. */
const squeezed: Plugin = {
  name: 'squeezed',
  transform: {
    filter: { id: /site\/widget\/(?:styles|screens)\/[^/]+\.ts$/ },
    handler(code, id) {
      if (!id.endsWith('.styles.ts')) return { code: code.replace(/\n\s+/g, '\n'), map: null };
      return {
        code: code.replace(/css`([^`]*)`/g, (_, styles: string) => `css\`${squeezeStyles(styles)}\``),
        map: null,
      };
    },
  },
};

const squeezeStyles = (styles: string): string =>
  styles
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ?([{};,>]) ?/g, '$1')
    .replace(/: /g, ':')
    .replace(/;\}/g, '}');
