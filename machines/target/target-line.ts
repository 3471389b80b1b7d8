import { buildTarget, userForm } from './build-target.ts';
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
} from './target.ts';

/** A typed target: the longest name with brackets, port and some air. */
export const MAX_TARGET_TEXT_LENGTH = 300;
/** A whole command line of a client. */
export const MAX_COMMAND_LENGTH = 2000;

/**
 * What a person types or pastes as their target: `host`, `host:port`, `[v6]:port`, a bare IPv6 address, or the command
 * line of a client (`mstsc /v:host:port /g:gateway`, `xfreerdp /v:host /u:user`). Total; never keeps a password.
 */
export function parseTarget(text: string): Target | Rejection {
  const typed = text.trim();
  if (typed === '') return reject('empty');
  if (typed.length > MAX_COMMAND_LENGTH) return reject('too-long');
  if (hasControlCharacters(typed)) return reject('control-characters');
  if (COMMAND.test(typed)) return parseCommandLine(typed);
  if (typed.length > MAX_TARGET_TEXT_LENGTH) return reject('too-long');
  return parseEndpoint(typed, DEFAULT_PORT);
}

/** A client's command, with or without its path and quotes. */
const COMMAND =
  /^(?:"(?:[^"]{0,260}[\\/])?|[^"\s]{0,260}[\\/])?(?:mstsc|xfreerdp3?|wlfreerdp3?|sdl-freerdp3?|wfreerdp)(?:\.exe)?"?(?=\s|$)/i;

/** `mstsc` [/v:host[:port]] [/g:gateway]; `xfreerdp` /v: /port: /g: /gateway:g: /u: /d:. Everything else is dropped. */
function parseCommandLine(line: string): Target | Rejection {
  const words = (line.match(/[^\s"']*(?:"[^"]*"|'[^']*')|[^\s"']+/g) ?? []).map(word => word.replace(/["']/g, ''));
  const option = (name: RegExp) =>
    words.map(word => name.exec(word)?.[1]).find(value => value !== undefined && value !== '');
  const at = words.findIndex(word => /^[/-]v$/i.test(word));
  const host = option(/^[/-]{1,2}v[:=](.*)$/i) ?? (at < 0 ? undefined : words[at + 1]);
  if (host === undefined) return reject('bad-host', 'host');
  const endpoint = parseEndpoint(host, DEFAULT_PORT);
  if (isRejection(endpoint)) return endpoint;
  const portText = option(/^\/port:(.*)$/i);
  const port = portText === undefined ? endpoint.port : parsePort(portText);
  if (port === undefined) return reject('bad-port', 'port');
  const gatewayText = option(/^\/g:(.*)$/i) ?? option(/^\/gateway:(?:.*,)?g:([^,]*)/i);
  const gateway = gatewayText === undefined ? undefined : parseEndpoint(gatewayText, DEFAULT_GATEWAY_PORT);
  if (isRejection(gateway)) return { ...gateway, field: 'gateway' };
  return buildTarget({ ...endpoint, port }, gateway, userForm(option(/^\/u:(.*)$/i), option(/^\/d:(.*)$/i)));
}
