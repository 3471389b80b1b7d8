import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BROWSERS, type Browser, type BrowserId, type Platform } from '../../../extension/helper/install/browsers.ts';
import type { Machine } from '../../../extension/helper/install/machine.ts';

/** A registry in memory, spoken to as to `reg`; `said` holds every command line. */
export function memoryRegistry(values: Readonly<Record<string, string>> = {}) {
  const keys = new Map(Object.entries(values));
  const said: string[] = [];
  const reg: Machine['reg'] = async words => {
    said.push(words.join(' '));
    const [verb, key = ''] = words;
    const name = words.includes('/v') ? `${key}\\${words[words.indexOf('/v') + 1]}` : key;
    if (verb === 'add') keys.set(key, words[words.indexOf('/d') + 1] ?? '');
    if (verb === 'delete') return keys.delete(key) ? '' : undefined;
    const value = keys.get(name);
    if (verb === 'query' && value === undefined) return undefined;
    const [type, data] = value?.startsWith('0x') ? ['REG_DWORD', value] : ['REG_SZ', value];
    return `\r\n${key}\r\n    (Default)    ${type}    ${data}\r\n`;
  };
  return { keys, said, reg };
}

/** A machine whose home, data and system files lie in one folder. */
export function machineIn(folder: string, platform: Platform = 'linux', more: Partial<Machine> = {}): Machine {
  return {
    platform,
    home: path.join(folder, 'home'),
    data: path.join(folder, 'data'),
    // Starts at once, where Node takes its time: what is tested is who starts whom, and what is made of the answer.
    node: '/bin/sh',
    program: path.join(folder, "it's", '100%', 'reconnect.mjs'),
    root: path.join(folder, 'root'),
    reg: memoryRegistry().reg,
    plist: async () => undefined,
    ...more,
  };
}

export function browserOf(id: BrowserId): Browser {
  const found = BROWSERS.find(known => known.id === id);
  if (found === undefined) throw new Error(`no browser ${id}`);
  return found;
}

export async function put(file: string, text = '', mode = 0o644): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text, { mode });
}

/** A shell script in place of the helper that greets with these versions of the wire. */
export const greets = (versions: readonly number[]) =>
  says({ v: 1, id: 'status', kind: 'hello', versions, program: '9', platform: 'x', capabilities: [] });

/** A shell script that answers with this message, whatever it is asked, and ends with its input. */
export function says(message: object): string {
  const text = JSON.stringify(message);
  const length = Buffer.from(new Uint8Array(new Uint32Array([text.length]).buffer));
  const bytes = [...length].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('');
  return `printf '${bytes}'; printf '%s' '${text}'; exec cat > /dev/null\n`;
}
