import { find } from '../../pages/find.ts';
import { parseSettingsFile, writeSettingsFile } from '../../settings/settings-file.ts';
import { loadSettings } from '../../storage/stored-settings.ts';
import type { OptionsParts } from './parts.ts';

/** Four bytes a character is the most that UTF-8 needs. */
const MAX_FILE_BYTES = 400_000;

/** Settings as a file, and back. Pages that may ask are not let in by a file: the browser asks for each of them. */
export function takeFiles({ change, tell }: OptionsParts): void {
  find('export', HTMLButtonElement).addEventListener('click', async () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([writeSettingsFile(await loadSettings())], { type: 'application/json' }));
    link.download = 'reconnect-settings.json';
    link.click();
    URL.revokeObjectURL(link.href);
  });
  const chosen = find('import', HTMLInputElement);
  chosen.addEventListener('change', async () => {
    const file = chosen.files?.[0];
    if (file === undefined) return;
    // The same file may be chosen again.
    chosen.value = '';
    const read = file.size > MAX_FILE_BYTES ? undefined : parseSettingsFile(await file.text());
    if (read?.kind !== 'settings') return tell(`options.import.${read?.fault ?? 'too-large'}`);
    const { origins: _, ...settings } = read.settings;
    await change(() => settings);
    tell('options.imported');
  });
}
