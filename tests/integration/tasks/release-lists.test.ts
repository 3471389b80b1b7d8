import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { templatesOf } from '../../../.tasks/release/administrative-templates.ts';
import { writeBillOfMaterials } from '../../../.tasks/release/bill-of-materials.ts';
import { type Identities, unsetIdentities } from '../../../.tasks/release/identities.ts';
import { writeManagers } from '../../../.tasks/release/managers.ts';
import { elementsManifest } from '../../../.tasks/release/widget-package.ts';
import { DOWNLOAD_FILES } from '../../../extension/wire/downloads.ts';
import { CHROMIUM_IDS } from '../../../extension/wire/identity.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const hits = (text: string, sign: RegExp) => [...text.matchAll(sign)].map(([, name = '']) => name);

test('administrative templates: the schema → one policy for each key, browser and id, and a text for each reference', () => {
  const { properties } = JSON.parse(read('extension/public/managed-schema.json'));
  const { admx, adml } = templatesOf(properties);
  const policies = hits(admx, /<policy name="([^"]+)"/g);
  expect(policies).toHaveLength(Object.keys(properties).length * 2 * CHROMIUM_IDS.length);
  expect(new Set(policies).size).toBe(policies.length);
  for (const id of CHROMIUM_IDS)
    expect(admx).toContain(`key="Software\\Policies\\Google\\Chrome\\3rdparty\\extensions\\${id}\\policy"`);
  const strings = hits(adml, /<string id="([^"]+)"/g);
  const presentations = hits(adml, /<presentation id="([^"]+)"/g);
  expect(hits(admx, /\$\(string\.([^)]+)\)/g).filter(name => !strings.includes(name))).toEqual([]);
  expect(hits(admx, /\$\(presentation\.([^)]+)\)/g).filter(name => !presentations.includes(name))).toEqual([]);
});

test('custom-elements.json: the README of the element → all that the interface test agrees on', () => {
  const golden = JSON.parse(read('tests/unit/widget/api.golden.json'));
  const manifest = JSON.parse(JSON.stringify(elementsManifest(read('site/widget/README.md'))));
  const [element] = manifest.modules[0].declarations;
  const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name).toSorted();
  expect({
    attributes: names(element.attributes),
    properties: names(element.members),
    events: names(element.events),
    parts: names(element.cssParts),
    customProperties: names(element.cssProperties),
  }).toEqual(golden);
});

test('package managers: a release with folders in it → each text has the sum of the file that it names', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-managers-'));
  const names = [
    ...Object.values(DOWNLOAD_FILES).filter(name => !name.endsWith('.rpm')),
    ...['reconnect-linux-x64.tar.gz', 'reconnect-linux-arm64.tar.gz', 'reconnect-windows-x64.exe'],
  ];
  await mkdir(path.join(folder, 'administrative-templates/en-US'), { recursive: true });
  await writeFile(path.join(folder, 'administrative-templates/en-US/reconnect.adml'), '');
  for (const name of names) await writeFile(path.join(folder, name), name);
  await writeManagers({ folder });
  const text = (name: string) => readFile(path.join(folder, 'package-managers', name), 'utf8');
  const formula = await text('homebrew/reconnect.rb');
  const sumOf = (name: string) => createHash('sha256').update(name).digest('hex');
  for (const name of names.filter(name => name.endsWith('.tar.gz')))
    expect(formula).toContain(`/${name}"\n      sha256 "${sumOf(name)}"`);
  const { architecture } = JSON.parse(await text('scoop/reconnect.json'));
  expect(architecture['64bit'].hash).toBe(sumOf('reconnect-windows-x64.exe'));
  const installers = await text('winget/Reconnect.Reconnect.installer.yaml');
  expect(installers).toContain(sumOf('reconnect-setup-x64.exe').toUpperCase());
  // No package of Windows Installer was made here, so none is named.
  expect(installers).not.toContain('.msi');
  await rm(folder, { recursive: true });
});

test('bill of materials: the lock file → every dependency and what it needs, no tool, and no name of a folder', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'reconnect-bill-'));
  await writeBillOfMaterials({ folder, scratch: path.join(folder, 'parts'), epoch: '0' });
  const { components, metadata } = JSON.parse(await readFile(path.join(folder, 'reconnect.cdx.json'), 'utf8'));
  const names = components.map(({ group, name }: Record<string, string>) => (group ? `${group}/${name}` : name));
  const { dependencies, devDependencies } = JSON.parse(read('package.json'));
  expect(Object.keys(dependencies).filter(name => !names.includes(name))).toEqual([]);
  // What two of them need: tools need it too.
  expect(names).toContain('workbox-core');
  const tools = ['@biomejs/biome', 'knip', 'playwright', 'typescript', 'vitest'].filter(
    name => name in devDependencies,
  );
  expect(tools.filter(name => names.includes(name))).toEqual([]);
  expect(metadata.component.name).toBe('reconnect');
  expect(names.filter((name: string) => name === 'node')).toHaveLength(6);
  await rm(folder, { recursive: true });
});

const OWNED: Identities = {
  NATIVE_HOST: 'org.publisher.reconnect',
  GECKO_ID: 'reconnect@publisher.org',
  CONTACT: 'help@publisher.org',
  GUIDE_ADDRESS: 'https://guide.publisher.org',
  DOWNLOADS_ADDRESS: 'https://files.publisher.org/v1',
  CHROMIUM_IDS: ['a', 'b'],
};

test.each<[given: Partial<Identities>, named: string]>([
  [{ NATIVE_HOST: 'example.reconnect.helper' }, 'NATIVE_HOST'],
  [{ NATIVE_HOST: 'com.example.reconnect' }, 'NATIVE_HOST'],
  [{ GECKO_ID: 'reconnect@other.example' }, 'GECKO_ID'],
  [{ CONTACT: 'help@example.com' }, 'CONTACT'],
  [{ GUIDE_ADDRESS: 'https://guide.invalid/' }, 'GUIDE_ADDRESS'],
  [{ GUIDE_ADDRESS: 'https://localhost:4321/' }, 'GUIDE_ADDRESS'],
  [{ DOWNLOADS_ADDRESS: 'https://files.example/v1' }, 'DOWNLOADS_ADDRESS'],
  [{ DOWNLOADS_ADDRESS: '' }, 'DOWNLOADS_ADDRESS'],
  [{ DOWNLOADS_ADDRESS: 'http://files.publisher.org' }, 'DOWNLOADS_ADDRESS'],
  [{ DOWNLOADS_ADDRESS: 'files' }, 'DOWNLOADS_ADDRESS'],
  [{ CHROMIUM_IDS: ['a'] }, 'STORE_IDS'],
])('identities: all are owned but %j → that one is named', (given, named) => {
  expect(unsetIdentities(OWNED)).toEqual([]);
  const lines = unsetIdentities({ ...OWNED, ...given });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(named);
});

test.each<Partial<Identities>>([
  { GUIDE_ADDRESS: 'https://guide.test-lab.org/' },
  { GUIDE_ADDRESS: 'https://www.test.org/help' },
  { DOWNLOADS_ADDRESS: 'https://files.example-corp.org/v1' },
  { NATIVE_HOST: 'org.test.reconnect' },
])('identities: %j, which somebody can own → nothing is named', given => {
  expect(unsetIdentities({ ...OWNED, ...given })).toEqual([]);
});
