import { createHash } from 'node:crypto';
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { WIDGET_PACKAGE } from '../../extension/wire/identity.ts';
import { root } from '../run.ts';
import { GUIDE, LICENSE, make, type Release, SUMMARY, VERSION } from './release.ts';

/** The element as an npm package: script, types, knowledge, and what editors read. */
export async function buildWidgetPackage(release: Release): Promise<void> {
  const folder = path.join(release.scratch, 'widget');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await cp(path.join(root, 'dist/widget'), folder, { recursive: true });
  await cp(path.join(root, 'dist/site/knowledge.json'), path.join(folder, 'knowledge.json'));
  const scripts = (await readdir(folder)).filter(name => name.endsWith('.js')).toSorted();
  const readme = await readFile(path.join(root, 'site/widget/README.md'), 'utf8');
  const put = (name: string, text: string) => writeFile(path.join(folder, name), text);
  await put('LICENSE', LICENSE);
  await put('README.md', `${readme.trimEnd()}\n\n${await integrityTable(folder, [...scripts, 'knowledge.json'])}`);
  await put('custom-elements.json', `${JSON.stringify(elementsManifest(readme), null, 2)}\n`);
  await put(
    'package.json',
    `${JSON.stringify(
      {
        name: WIDGET_PACKAGE,
        version: VERSION,
        description: `${SUMMARY}: the diagnosis as one element for any page`,
        license: 'MIT',
        homepage: GUIDE,
        type: 'module',
        exports: {
          '.': { types: './reconnect.d.ts', default: './reconnect.js' },
          './knowledge.json': './knowledge.json',
          './custom-elements.json': './custom-elements.json',
          './package.json': './package.json',
        },
        types: './reconnect.d.ts',
        unpkg: './reconnect.js',
        jsdelivr: './reconnect.js',
        customElements: './custom-elements.json',
        // Importing it defines the element.
        sideEffects: true,
        keywords: ['rdp', 'remote desktop', 'diagnosis', 'web component', 'custom element'],
      },
      null,
      2,
    )}\n`,
  );
  await make('npm', ['pack', folder, '--silent', '--pack-destination', release.scratch], release);
  const packed = `${WIDGET_PACKAGE.replace('@', '').replace('/', '-')}-${VERSION}.tgz`;
  await rename(path.join(release.scratch, packed), path.join(release.folder, 'rdp-diagnosis.tgz'));
}

/** What a page puts into `integrity` when it takes the files from a server of somebody else's. */
async function integrityTable(folder: string, names: readonly string[]): Promise<string> {
  const rows = await Promise.all(
    names.map(async name => {
      const digest = createHash('sha384')
        .update(await readFile(path.join(folder, name)))
        .digest('base64');
      return `| \`${name}\` | \`sha384-${digest}\` |`;
    }),
  );
  return `## Integrity\n\n| file | hash |\n|---|---|\n${rows.join('\n')}\n`;
}

/** What editors and documentation tools read. https://github.com/webcomponents/custom-elements-manifest */
export function elementsManifest(readme: string): object {
  const rows = (title: string) => {
    const section = readme.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
    // What goes together shares a row: "| `--a`, `--b` | … |".
    return [...section.matchAll(/^\| (`[^|]+`) \| (.+) \|$/gm)].flatMap(([, names = '', description = '']) =>
      [...names.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => ({ name, description })),
    );
  };
  const parts = readme.split('## Parts\n')[1]?.split('\n## ')[0] ?? '';
  return {
    schemaVersion: '1.0.0',
    modules: [
      {
        kind: 'javascript-module',
        path: 'reconnect.js',
        declarations: [
          {
            kind: 'class',
            customElement: true,
            name: 'RdpDiagnosis',
            tagName: 'rdp-diagnosis',
            description: SUMMARY,
            attributes: rows('Attributes').map(row => ({ ...row, type: { text: 'string' } })),
            members: rows('Properties').map(row => ({ kind: 'field', ...row })),
            events: rows('Events').map(row => ({ ...row, type: { text: 'CustomEvent' } })),
            cssParts: [...new Set([...parts.matchAll(/`([a-z]+)`/g)].map(([, name = '']) => name))].map(name => ({
              name,
            })),
            cssProperties: rows('Custom properties'),
          },
        ],
        exports: [
          {
            kind: 'custom-element-definition',
            name: 'rdp-diagnosis',
            declaration: { name: 'RdpDiagnosis', module: 'reconnect.js' },
          },
        ],
      },
    ],
  };
}
