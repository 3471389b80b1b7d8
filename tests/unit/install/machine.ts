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
    node: process.execPath,
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

/** A program in place of the helper that greets with these versions of the wire. */
export const greets = (versions: string) => `
  const text = JSON.stringify({ v: 1, id: 'status', kind: 'hello', versions: ${versions}, program: '9', platform: 'x', capabilities: [] });
  const frame = Buffer.alloc(4 + text.length); frame.writeUInt32LE(text.length); frame.write(text, 4);
  process.stdin.once('data', () => process.stdout.write(frame)); process.stdin.on('end', () => process.exit());`;

/** A program that answers with this JSON, whatever it is asked. */
export const says = (json: string) => `
  const text = ${JSON.stringify(json)};
  const frame = Buffer.alloc(4 + text.length); frame.writeUInt32LE(text.length); frame.write(text, 4);
  process.stdin.once('data', () => process.stdout.write(frame)); process.stdin.on('end', () => process.exit());`;
