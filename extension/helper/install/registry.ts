import { randomBytes } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Machine } from './machine.ts';

/** Programs of 32 and of 64 bits each have their half of HKLM; both are read, and any installer may write either. */
export type RegistryView = '32' | '64';

/** The values of a key by name; the default value's name is empty. */
export type RegistryValues = ReadonlyMap<string, string | number>;

/**
 * The values of a key and of its sub-keys, by the keys' full names in lower case. Empty where there is no such key. Through
 * a file of `reg export`, which is UTF-16: what `reg query` prints is in the console's code page, in which `ö` is
 * something else and `Ł` is not at all.
 */
export async function readRegistry(
  { reg }: Pick<Machine, 'reg'>,
  key: string,
  view: RegistryView = '64',
): Promise<ReadonlyMap<string, RegistryValues>> {
  const file = path.join(os.tmpdir(), `reconnect-${randomBytes(6).toString('hex')}.reg`);
  try {
    const said = await reg(['export', key, file, '/y', `/reg:${view}`]);
    return said === undefined ? new Map() : parseExport((await readFile(file)).toString('utf16le'));
  } catch {
    return new Map();
  } finally {
    await rm(file, { force: true });
  }
}

/** The values of one key; empty where there is none. */
export function valuesOf(keys: ReadonlyMap<string, RegistryValues>, key: string): RegistryValues {
  return keys.get(longName(key)) ?? new Map();
}

const HIVES: Readonly<Record<string, string>> = { HKLM: 'HKEY_LOCAL_MACHINE', HKCU: 'HKEY_CURRENT_USER' };

/** As an export spells it; keys differ in nothing by case. */
function longName(key: string): string {
  const [hive = '', ...rest] = key.split('\\');
  return [HIVES[hive] ?? hive, ...rest].join('\\').toLowerCase();
}

const KEY_LINE = /^\[(.+)\]$/;
const VALUE_LINE = /^(?:@|"((?:[^"\\]|\\.)*)")=(.*)$/;

function parseExport(text: string): ReadonlyMap<string, RegistryValues> {
  const keys = new Map<string, Map<string, string | number>>();
  let values: Map<string, string | number> | undefined;
  // A long value goes on in the next line after a backslash.
  for (const line of text.replace(/\\\r?\n\s*/g, '').split(/\r?\n/)) {
    const key = KEY_LINE.exec(line)?.[1];
    if (key !== undefined) {
      values = new Map();
      keys.set(key.toLowerCase(), values);
      continue;
    }
    const [, name = '', data = ''] = VALUE_LINE.exec(line) ?? [];
    const value = dataOf(data);
    if (value !== undefined) values?.set(unescaped(name), value);
  }
  return keys;
}

/** Texts and whole numbers; other kinds say nothing to us. `hex(2)` is a text with variables in it. */
function dataOf(data: string): string | number | undefined {
  const text = /^"((?:[^"\\]|\\.)*)"$/.exec(data)?.[1];
  if (text !== undefined) return unescaped(text);
  const number = /^dword:([\da-f]{8})$/i.exec(data)?.[1];
  if (number !== undefined) return Number.parseInt(number, 16);
  const bytes = /^hex\(2\):([\da-f,]*)$/i.exec(data)?.[1];
  if (bytes === undefined) return undefined;
  return Buffer.from(bytes.replaceAll(',', ''), 'hex').toString('utf16le').replace(/\0+$/, '');
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, '$1');
}
