import path from 'node:path';
import type { Sentence } from '../../../machines/format.ts';
import { fieldsOf, isText, isWholeNumber, parseJson, unknownField } from '../../../machines/schemas/fields.ts';
import type { Fields } from '../../../machines/schemas/record.ts';
import { DEFAULT_PORT, isRejection, MAX_PORT, parseEndpoint } from '../../../machines/target/target.ts';
import { readAtMost } from '../read-at-most.ts';
import { safeText } from '../safe-text.ts';
import { type AllowList, readAllowList } from './allow-list.ts';

/** A kind of check that a scrape may ask for by its name. */
export interface Module {
  readonly timeoutMs: number;
  readonly deep: boolean;
}

/** What the configuration file says. Paths in it are relative to the file's own folder. */
export interface ExporterConfig {
  readonly listen: { readonly host: string; readonly port: number };
  readonly allowed: AllowList;
  readonly allowsNobody: boolean;
  readonly ports: readonly number[];
  readonly modules: ReadonlyMap<string, Module>;
  readonly probesAtOnce: number;
  /** Targets for Prometheus's service discovery. */
  readonly hostsFile?: string | undefined;
  readonly tls?: { readonly certificate: string; readonly key: string } | undefined;
  readonly tokenFile?: string | undefined;
}

const DEFAULT_LISTEN = { host: '127.0.0.1', port: 9389 };
/** Prometheus gives a scrape ten seconds. */
const DEFAULT_MODULE: Module = { timeoutMs: 9_500, deep: false };
const MAX_BYTES = 1_048_576;
const MAX_ENTRIES = 10_000;
const MAX_TEXT = 4_096;
const MAX_PROBES = 1_000;
const MAX_TIMEOUT_S = 60;
const FIELDS = ['listen', 'targets', 'ports', 'modules', 'probesAtOnce', 'hosts', 'tls', 'tokenFile'];

const fault = (name: string, values?: Sentence['values']): Sentence => ({
  key: `cli.exporter.config.${name}`,
  ...(values && { values }),
});

/** The configuration, or one sentence that names the field and what it takes. */
export async function readConfig(file: string): Promise<ExporterConfig | Sentence> {
  const bytes = await readAtMost(file, MAX_BYTES);
  if (bytes === undefined) return fault('unreadable');
  if (bytes.length > MAX_BYTES) return fault('too-large');
  return decodeConfig(Buffer.from(bytes).toString(), path.dirname(path.resolve(file)));
}

/** `HOST:PORT`, or a port alone. */
export function parseListen(text: string): ExporterConfig['listen'] | undefined {
  const endpoint = parseEndpoint(/^\d+$/.test(text) ? `${DEFAULT_LISTEN.host}:${text}` : text, DEFAULT_LISTEN.port);
  return isRejection(endpoint) ? undefined : endpoint;
}

/** The text of a configuration file, which may be anything. */
export function decodeConfig(text: string, folder: string): ExporterConfig | Sentence {
  const fields = fieldsOf(parseJson(text));
  if (fields === undefined) return fault('no-object');
  const extra = unknownField(fields, FIELDS);
  if (extra !== undefined) return fault('unknown-field', { field: safeText(extra, 80) });
  const { targets = [], ports = [DEFAULT_PORT], probesAtOnce = 64, hosts, tokenFile } = fields;
  if (!isTexts(targets)) return fault('targets');
  const allowed = readAllowList(targets);
  if ('bad' in allowed) return fault('target', { target: safeText(allowed.bad, 80) });
  if (!isPorts(ports)) return fault('ports');
  if (!isWholeNumber(probesAtOnce, 1, MAX_PROBES)) return fault('probes-at-once', { most: MAX_PROBES });
  const listen = fields.listen === undefined ? DEFAULT_LISTEN : parseListen(String(fields.listen));
  if (listen === undefined) return fault('listen');
  const modules = decodeModules(fields.modules ?? {});
  if ('key' in modules) return modules;
  const tls = fields.tls === undefined ? undefined : decodeTls(fields.tls, folder);
  if (fields.tls !== undefined && tls === undefined) return fault('tls');
  if (hosts !== undefined && !isText(hosts, MAX_TEXT)) return fault('path', { field: 'hosts' });
  if (tokenFile !== undefined && !isText(tokenFile, MAX_TEXT)) return fault('path', { field: 'tokenFile' });
  return {
    listen,
    allowed,
    allowsNobody: targets.length === 0,
    ports,
    modules,
    probesAtOnce,
    tls,
    hostsFile: hosts === undefined ? undefined : path.resolve(folder, hosts),
    tokenFile: tokenFile === undefined ? undefined : path.resolve(folder, tokenFile),
  };
}

function decodeModules(value: unknown): ReadonlyMap<string, Module> | Sentence {
  const fields = fieldsOf(value);
  if (fields === undefined) return fault('modules');
  const modules = new Map<string, Module>([['rdp', DEFAULT_MODULE]]);
  for (const [name, one] of Object.entries(fields)) {
    const module = decodeModule(fieldsOf(one));
    if (module === undefined || !/^\w[\w-]{0,39}$/.test(name)) return fault('module', { most: MAX_TIMEOUT_S });
    modules.set(name, module);
  }
  return modules;
}

function decodeModule(fields: Fields | undefined): Module | undefined {
  if (fields === undefined || unknownField(fields, ['timeoutSeconds', 'deep']) !== undefined) return undefined;
  const { timeoutSeconds = DEFAULT_MODULE.timeoutMs / 1000, deep = false } = fields;
  const isTime = typeof timeoutSeconds === 'number' && timeoutSeconds >= 1 && timeoutSeconds <= MAX_TIMEOUT_S;
  return isTime && typeof deep === 'boolean' ? { timeoutMs: timeoutSeconds * 1000, deep } : undefined;
}

function decodeTls(value: unknown, folder: string): ExporterConfig['tls'] {
  const { certificate, key, ...others } = fieldsOf(value) ?? {};
  if (!isText(certificate, MAX_TEXT) || !isText(key, MAX_TEXT) || Object.keys(others).length > 0) return undefined;
  return { certificate: path.resolve(folder, certificate), key: path.resolve(folder, key) };
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= MAX_ENTRIES && value.every(entry => isText(entry, MAX_TEXT));
}

function isPorts(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.length > 0 && value.every(port => isWholeNumber(port, 1, MAX_PORT));
}
