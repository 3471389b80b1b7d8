import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The Subresource Integrity hash of each script of the widget, which is built before the pages. None while developing. */
export function widgetIntegrity(): Record<string, string> {
  const folder = path.resolve('dist/widget');
  return Object.fromEntries(scriptsIn(folder).map(file => [file, integrityOf(readFileSync(path.join(folder, file)))]));
}

export const integrityOf = (content: string | Buffer): string =>
  `sha384-${createHash('sha384').update(content).digest('base64')}`;

function scriptsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter(file => file.endsWith('.js'));
  } catch {
    return [];
  }
}
