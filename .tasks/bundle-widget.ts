import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { type Plugin, rolldown } from 'rolldown';
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
    plugins: [squeezed],
  });
  const names = { entryFileNames: 'reconnect.js', chunkFileNames: 'reconnect-[name].js' };
  await bundled.write({ dir: folder, ...names, format: 'esm', minify: true });
  await bundled.close();
  await copyFile(path.join(source, 'reconnect.d.ts'), path.join(folder, 'reconnect.d.ts'));
}

/** A minifier leaves template strings alone; ours are styles and markup, in which line breaks and indents say nothing. */
const squeezed: Plugin = {
  name: 'squeezed',
  transform: {
    filter: { id: /site\/widget\/(?:styles|parts)\/[^/]+\.ts$/ },
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
