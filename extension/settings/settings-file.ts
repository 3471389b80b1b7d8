import { fieldsOf } from '../../machines/schemas/fields.ts';
import { readSettings, type Settings } from './settings.ts';

/** Longer files are not read. */
const MAX_CHARACTERS = 100_000;

/** A file that was exported: its name says what it is, so that no other JSON is taken for settings. */
export function writeSettingsFile(settings: Settings): string {
  return `${JSON.stringify({ reconnect: 'settings', version: 1, settings }, null, 2)}\n`;
}

export type SettingsFile =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'fault'; readonly fault: 'too-large' | 'not-settings' | 'newer-version' };

/** Parses an imported settings file. Total: never throws. */
export function parseSettingsFile(text: string): SettingsFile {
  if (text.length > MAX_CHARACTERS) return { kind: 'fault', fault: 'too-large' };
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { kind: 'fault', fault: 'not-settings' };
  }
  const { reconnect, version, settings } = fieldsOf(parsed) ?? {};
  if (reconnect !== 'settings' || fieldsOf(settings) === undefined) return { kind: 'fault', fault: 'not-settings' };
  if (version !== 1) return { kind: 'fault', fault: 'newer-version' };
  return { kind: 'settings', settings: readSettings(settings) };
}
