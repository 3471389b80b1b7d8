import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BROWSERS, type Browser, type BrowserId, type Platform } from '../../../extension/helper/install/browsers.ts';
import type { Machine } from '../../../extension/helper/install/machine.ts';

/** Of each half of the registry, the keys of HKLM: `KEY` is in both, `KEY /reg:32` in the one of 32 bits. */
type Values = Readonly<Record<string, string | number>>;

/**
 * A registry in memory, spoken to as to `reg`; `said` holds every command line. The values of a key by `KEY` for its default
 * one and by `KEY > NAME` for the others.
 */
export function memoryRegistry(values: Values = {}) {
  const keys = new Map(Object.entries(values));
  const said: string[] = [];
  const reg: Machine['reg'] = async words => {
    said.push(words.join(' '));
    const [verb, key = '', file = ''] = words;
    if (verb === 'add') keys.set(key, words[words.indexOf('/d') + 1] ?? '');
    if (verb === 'delete') return keys.delete(key) ? '' : undefined;
    if (verb !== 'export') return '';
    const text = exported(keys, key, words.at(-1) ?? '');
    if (text === undefined) return undefined;
    await writeFile(file, `\ufeff${text}`, 'utf16le');
    return 'ok';
  };
  return { keys, said, reg };
}

/** As `reg export` writes a key and the keys under it, or undefined where there is none. */
function exported(keys: ReadonlyMap<string, string | number>, wanted: string, view: string): string | undefined {
  const sections = new Map<string, string[]>();
  for (const [place, value] of keys) {
    const [whole = '', name] = place.split(' > ');
    const [key = '', half = view] = whole.split(' ');
    if (half !== view || !(key === wanted || key.startsWith(`${wanted}\\`))) continue;
    const escaped = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`;
    const data = typeof value === 'number' ? `dword:${value.toString(16).padStart(8, '0')}` : escaped(value);
    const lines = sections.get(key) ?? [];
    // A key that only holds other values has no line for its default one.
    sections.set(key, value === '' ? lines : [...lines, `${name === undefined ? '@' : escaped(name)}=${data}`]);
  }
  if (sections.size === 0) return undefined;
  const longName = (key: string) => key.replace(/^HKLM/, 'HKEY_LOCAL_MACHINE').replace(/^HKCU/, 'HKEY_CURRENT_USER');
  const texts = [...sections].map(([key, lines]) => [`[${longName(key)}]`, ...lines, '', ''].join('\r\n'));
  return `Windows Registry Editor Version 5.00\r\n\r\n${texts.join('')}`;
}

/** A machine whose home, data and system files lie in one folder. */
export function machineIn(folder: string, platform: Platform = 'linux', more: Partial<Machine> = {}): Machine {
  return {
    platform,
    home: path.join(folder, 'home'),
    data: path.join(folder, 'data'),
    // The shell starts at once, where Node takes its time: what is tested is who starts whom, and what is made of the answer.
    program: { kind: 'script', node: '/bin/sh', file: path.join(folder, "it's", '100%', 'reconnect.mjs') },
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
