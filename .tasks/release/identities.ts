import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as identity from '../../extension/wire/identity.ts';
import { root } from '../run.ts';
import { DOWNLOADS, GUIDE } from './release.ts';

/** Names that RFC 2606 keeps for examples: nobody can own them, so nothing that holds one can be published. */
const RESERVED = /\breconnect\.example\b|\bexample\.reconnect\b/;

/** Which identities nobody has set yet, one line each. */
export function unsetIdentities(): readonly string[] {
  const { NATIVE_HOST, GECKO_ID, CONTACT, CHROMIUM_IDS } = identity;
  const named = { NATIVE_HOST, GECKO_ID, CONTACT, GUIDE_ADDRESS: GUIDE };
  return [
    ...Object.entries(named)
      .filter(([, value]) => RESERVED.test(value))
      .map(([name, value]) => `${name} is still the example ${value}`),
    ...(DOWNLOADS === '' ? ['DOWNLOADS_ADDRESS is empty: popup and guide cannot link to the downloads'] : []),
    ...(CHROMIUM_IDS.length === 1 ? ['STORE_IDS is empty: an extension from a store would be turned away'] : []),
  ];
}

/** Every built file in which an example's name still stands, wherever it came from. */
export async function filesWithExamples(): Promise<readonly string[]> {
  const dist = path.join(root, 'dist');
  const found: string[] = [];
  for (const part of ['extension/chrome', 'extension/firefox', 'site', 'reconnect.mjs']) {
    const entries = part.endsWith('.mjs')
      ? [part]
      : (await readdir(path.join(dist, part), { recursive: true })).map(name => path.join(part, name));
    for (const name of entries.filter(name => /\.(?:html|js|mjs|json|txt|xml)$/.test(name)))
      if (RESERVED.test(await readFile(path.join(dist, name), 'utf8'))) found.push(name);
  }
  return found.toSorted();
}
