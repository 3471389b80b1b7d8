import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseDownloads } from '../../extension/wire/downloads.ts';
import * as identity from '../../extension/wire/identity.ts';
import { root } from '../run.ts';
import { DOWNLOADS, GUIDE } from './release.ts';

/** The example that stands in our sources: nothing that still names it can be published. */
const OUR_EXAMPLE = /\breconnect\.example\b|\bexample\.reconnect\b/;
/** Names that nobody can own, RFC 2606, at the end of a host; a native host's is written the other way round. */
const RESERVED =
  /^(?:(?:com|net|org)\.)?example\.|(?:[./@](?:example|test|invalid|localhost)|\bexample\.(?:com|net|org))(?=$|[/:])/;

export interface Identities {
  readonly NATIVE_HOST: string;
  readonly GECKO_ID: string;
  readonly CONTACT: string;
  readonly GUIDE_ADDRESS: string;
  readonly DOWNLOADS_ADDRESS: string;
  readonly CHROMIUM_IDS: readonly string[];
}

/** Which identities nobody has set yet, one line each. */
export function unsetIdentities(
  given: Identities = { ...identity, GUIDE_ADDRESS: GUIDE, DOWNLOADS_ADDRESS: DOWNLOADS },
): readonly string[] {
  const { NATIVE_HOST, GECKO_ID, CONTACT, GUIDE_ADDRESS, DOWNLOADS_ADDRESS, CHROMIUM_IDS } = given;
  return [
    ...Object.entries({ NATIVE_HOST, GECKO_ID, CONTACT, GUIDE_ADDRESS, DOWNLOADS_ADDRESS })
      .filter(([, value]) => RESERVED.test(value))
      .map(([name, value]) => `${name} is still the example ${value}`),
    ...(parseDownloads(DOWNLOADS_ADDRESS) === undefined
      ? [`DOWNLOADS_ADDRESS is “${DOWNLOADS_ADDRESS}”, no https folder: popup and guide cannot link to the downloads`]
      : []),
    ...(CHROMIUM_IDS.length === 1 ? ['STORE_IDS is empty: an extension from a store would be turned away'] : []),
  ];
}

/** Every built file in which an example's name still stands, wherever it came from. */
export async function filesWithExamples(): Promise<readonly string[]> {
  const dist = path.join(root, 'dist');
  const found: string[] = [];
  for (const part of ['extension/chrome', 'extension/firefox', 'site', 'widget', 'reconnect.html', 'reconnect.mjs']) {
    const entries = /\.(?:html|mjs)$/.test(part)
      ? [part]
      : (await readdir(path.join(dist, part), { recursive: true })).map(name => path.join(part, name));
    for (const name of entries.filter(name => /\.(?:html|js|mjs|json|md|txt|webmanifest|xml)$/.test(name)))
      if (OUR_EXAMPLE.test(await readFile(path.join(dist, name), 'utf8'))) found.push(name);
  }
  return found.toSorted();
}
