import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { templatesOf } from '../../../.tasks/release/administrative-templates.ts';
import { elementsManifest } from '../../../.tasks/release/widget-package.ts';
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
