import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CHROMIUM_IDS } from '../../extension/wire/identity.ts';
import { root } from '../run.ts';
import type { Release } from './release.ts';

interface Setting {
  readonly title: string;
  readonly description: string;
  readonly type: string;
}

/** Browsers that read an extension's settings from their own part of the registry. */
const BROWSERS = [
  { id: 'Chrome', title: 'Google Chrome', key: 'Google\\Chrome' },
  { id: 'Edge', title: 'Microsoft Edge', key: 'Microsoft\\Edge' },
] as const;

/** Templates for group policy and Intune, from the same schema that the browsers read. */
export async function writeTemplates(release: Release): Promise<void> {
  const schema: { properties: Record<string, Setting> } = JSON.parse(
    await readFile(path.join(root, 'extension/public/managed-schema.json'), 'utf8'),
  );
  const folder = path.join(release.folder, 'administrative-templates');
  await mkdir(path.join(folder, 'en-US'), { recursive: true });
  const { admx, adml } = templatesOf(schema.properties);
  // Group policy's editor reads lines as Windows ends them.
  await writeFile(path.join(folder, 'reconnect.admx'), admx.replaceAll('\n', '\r\n'));
  await writeFile(path.join(folder, 'en-US', 'reconnect.adml'), adml.replaceAll('\n', '\r\n'));
}

/** One policy for each setting, browser and id of the extension. */
export function templatesOf(settings: Readonly<Record<string, Setting>>): {
  readonly admx: string;
  readonly adml: string;
} {
  const places = BROWSERS.flatMap(browser =>
    CHROMIUM_IDS.map((id, index) => ({
      name: index === 0 ? browser.id : `${browser.id}Store${index}`,
      title: index === 0 ? browser.title : `${browser.title}, from its store`,
      key: `Software\\Policies\\${browser.key}\\3rdparty\\extensions\\${id}\\policy`,
    })),
  );
  const entries = Object.entries(settings);
  const policies = places.flatMap(place => entries.map(([id, setting]) => policy(place, id, setting)));
  const admx = `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <policyNamespaces><target prefix="reconnect" namespace="Reconnect.Policies"/></policyNamespaces>
  <resources minRequiredRevision="1.0"/>
  <categories>
    <category name="Reconnect" displayName="$(string.Reconnect)"/>
${places.map(({ name }) => `    <category name="${name}" displayName="$(string.${name})"><parentCategory ref="Reconnect"/></category>`).join('\n')}
  </categories>
  <policies>
${policies.join('\n')}
  </policies>
</policyDefinitions>
`;
  const strings = [
    ['Reconnect', 'Reconnect'],
    ...places.map(({ name, title }) => [name, title]),
    ...entries.flatMap(([id, { title, description }]) => [
      [id, title],
      [`${id}_help`, description],
    ]),
  ].map(([id = '', text = '']) => `      <string id="${id}">${escapeXml(text)}</string>`);
  const presentations = entries.flatMap(([id, setting]) => presentation(id, setting));
  const adml = `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <displayName>Reconnect</displayName>
  <description>What a company can set in the browser extension Reconnect</description>
  <resources>
    <stringTable>
${strings.join('\n')}
    </stringTable>
    <presentationTable>
${presentations.join('\n')}
    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
  return { admx, adml };
}

function policy(place: { readonly name: string; readonly key: string }, id: string, { type }: Setting): string {
  const open = `    <policy name="${place.name}_${id}" class="Both" displayName="$(string.${id})" explainText="$(string.${id}_help)" key="${escapeXml(place.key)}"`;
  const parent = `<parentCategory ref="${place.name}"/>`;
  if (type === 'boolean')
    return `${open} valueName="${id}">${parent}<enabledValue><decimal value="1"/></enabledValue><disabledValue><decimal value="0"/></disabledValue></policy>`;
  const element =
    type === 'array'
      ? `<list id="${id}" key="${escapeXml(place.key)}\\${id}" valuePrefix=""/>`
      : `<text id="${id}" valueName="${id}"/>`;
  return `${open} presentation="$(presentation.${id})">${parent}<elements>${element}</elements></policy>`;
}

function presentation(id: string, { title, type }: Setting): readonly string[] {
  if (type === 'boolean') return [];
  const inner =
    type === 'array'
      ? `<listBox refId="${id}">${escapeXml(title)}</listBox>`
      : `<textBox refId="${id}"><label>${escapeXml(title)}</label></textBox>`;
  return [`      <presentation id="${id}">${inner}</presentation>`];
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
