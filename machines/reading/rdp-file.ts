import { buildTarget, userForm } from '../target/build-target.ts';
import {
  DEFAULT_GATEWAY_PORT,
  DEFAULT_PORT,
  hasControlCharacters,
  isRejection,
  parseEndpoint,
  parsePort,
  type Rejection,
  reject,
  type Target,
} from '../target/target.ts';
import { decodeText } from './decode.ts';

export const MAX_RDP_FILE_BYTES = 256 * 1024;

/** What an .rdp file says about the way to the host. Passwords and everything about the look are not kept. */
export interface RdpFile {
  readonly target: Target;
  /** Undefined where the file leaves it to the client's default. */
  readonly gateway?: 'used' | 'not-used';
}

/**
 * An .rdp file, as text or as the bytes that mstsc saves (UTF-16 little-endian with BOM). Lines are `name:type:value`;
 * unknown ones are skipped, `password 51` is never looked at.
 */
export function parseRdpFile(input: string | Uint8Array): RdpFile | Rejection {
  if (input.length > MAX_RDP_FILE_BYTES) return reject('too-large');
  const text = typeof input === 'string' ? input.replace(/^\ufeff/, '') : decodeText(input);
  if (text.includes('\0')) return reject('not-text');
  const settings = rdpSettings(text);
  // mstsc connects to the alternate address wherever there is one, and so does every client that follows it.
  const field = settings.get('alternate full address') ? 'alternate full address' : 'full address';
  const address = settings.get(field);
  if (!address) return reject(isManagerFile(text) ? 'manager-file' : 'no-host-in-file', field);
  if (hasControlCharacters(address)) return reject('control-characters', field);
  const portSetting = parsePort(settings.get('server port') ?? '');
  const endpoint = parseEndpoint(address, portSetting ?? DEFAULT_PORT);
  if (isRejection(endpoint)) return { ...endpoint, field };
  const gateway = gatewayOf(settings);
  if (isRejection(gateway.at)) return { ...gateway.at, field: 'gatewayhostname' };
  const target = buildTarget(endpoint, gateway.at, userForm(settings.get('username'), settings.get('domain')));
  return { target, ...(gateway.usage && { gateway: gateway.usage }) };
}

/** A feed hands out the file of a RemoteApp in one line: a setting a line again, their values without what has blanks. */
export function settingALine(text: string): string {
  const stream = text.split('\n').find(line => (line.match(/\b[a-z]{2,40}:[sib]:/gi)?.length ?? 0) >= 3);
  if (stream === undefined) return text;
  const settings = stream.matchAll(
    /(?:^|[\s"'>])((?:alternate )?full address|server port|username|domain|gatewayhostname|gatewayusagemethod):([sib]):(\S{0,300})/gi,
  );
  return [...settings].map(([, name, type, value]) => `${name}:${type}:${value}`).join('\n');
}

/** The XML of RDCMan (.rdg), mRemoteNG (confCons.xml) and Remote Desktop Manager (.rdm), which lists many hosts. */
const MANAGER_FILE =
  /^\s{0,100}(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:RDCMan|mrng:Connections|Connections|ArrayOfConnection)\b/i;

/** Whether the text is what an RDP manager saves: many hosts, of which one has to be chosen. */
export function isManagerFile(text: string): boolean {
  return MANAGER_FILE.test(text.slice(0, 500));
}

const RDP_SETTINGS = new Set([
  'full address',
  'alternate full address',
  'server port',
  'username',
  'domain',
  'gatewayhostname',
  'gatewayusagemethod',
]);

/** The settings that matter here; the last line of a name wins, as in mstsc. */
function rdpSettings(text: string): Map<string, string> {
  const settings = new Map<string, string>();
  for (const line of text.split(/\r\n|[\r\n]/)) {
    const match = /^\s{0,40}([a-z ]{1,40}?)\s{0,8}:[sib]:(.{0,1000})$/i.exec(line);
    const name = match?.[1]?.toLowerCase();
    if (name !== undefined && RDP_SETTINGS.has(name)) settings.set(name, (match?.[2] ?? '').trim());
  }
  return settings;
}

/** gatewayusagemethod: 0 and 4 never, 1 always, 2 when the direct way fails, 3 the client's default. */
function gatewayOf(settings: Map<string, string>): { usage?: 'used' | 'not-used'; at?: Target['gateway'] | Rejection } {
  const host = settings.get('gatewayhostname');
  const method = settings.get('gatewayusagemethod');
  if (host === '' || method === '0' || method === '4') return { usage: 'not-used' };
  if (host === undefined) return {};
  const at = parseEndpoint(host, DEFAULT_GATEWAY_PORT);
  return method === '1' || method === '2' ? { usage: 'used', at } : { at };
}
