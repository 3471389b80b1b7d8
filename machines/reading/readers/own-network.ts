import { isAddress } from '../../target/target.ts';
import type { Observation, Paste, Reader, Segment } from '../observation.ts';

/** ipconfig: a machine without any address of its own has no way to anywhere. Labels are translated, "IPv4" is not. */
export const ipconfig: Reader = {
  id: 'ipconfig',
  absence: true,
  signs: ['ipconfig', 'ipv4'],
  read: paste => paste.segments.flatMap(readAddresses),
};

function readAddresses(segment: Segment): Observation[] {
  if (segment.command?.tool !== 'ipconfig' || !segment.ended) return [];
  const adapters = segment.lines.filter(line => /^\S.{3,120}:$/.test(line)).length;
  const values = segment.lines.flatMap(line => {
    const value =
      line.length > 300
        ? undefined
        : /^\s{1,20}\S[^:]{3,80}: {1,4}([0-9a-f.:%]{3,60})(?:\(\S{2,30}\))?$/i.exec(line)?.[1];
    return value !== undefined && isAddress(value) ? [value.toLowerCase()] : [];
  });
  // 169.254/16 and fe80::/10 are what a machine gives itself when nobody answers.
  const usable = values.some(value => !/^(?:169\.254\.|127\.|fe[89ab][0-9a-f]:|::1$|255\.|0\.0\.0\.0)/.test(value));
  return adapters > 0 && !usable ? [{ question: 'path', answer: 'no-route', at: segment.first }] : [];
}

interface Route {
  readonly network: number;
  readonly mask: number;
}

/** route print, ip route: whether any route leads to the wanted address. Headers are translated, numbers are not. */
export const routes: Reader = {
  id: 'route',
  absence: true,
  signs: ['127.0.0.0', '255.255.255.255', 'route print', 'ip route', ' dev '],
  read: paste => paste.segments.flatMap(segment => readRoutes(segment, paste)),
};

function readRoutes(segment: Segment, paste: Paste): Observation[] {
  const wanted = ipv4(paste.wanted.host ?? '');
  if (wanted === undefined) return [];
  const windows = segment.lines.flatMap(line => windowsRoute(line));
  const linux = segment.command?.tool === 'ip' && segment.ended ? segment.lines.flatMap(line => linuxRoute(line)) : [];
  // The loopback network is in every whole table of Windows.
  const whole = windows.some(route => route.network === 0x7f000000) ? windows : linux;
  if (whole.length === 0) return [];
  const leads = whole.some(route => (wanted & route.mask) >>> 0 === (route.network & route.mask) >>> 0);
  return leads ? [] : [{ question: 'path', answer: 'no-route', at: segment.first }];
}

function windowsRoute(line: string): Route[] {
  const match =
    line.length > 200
      ? null
      : /^\s{1,20}(\d[\d.]{6,14})\s{1,20}(\d[\d.]{6,14})\s{1,20}\S{1,45}\s{1,20}\d[\d.]{6,14}\s{1,20}\d{1,5}$/.exec(
          line,
        );
  const [network, mask] = [ipv4(match?.[1] ?? ''), ipv4(match?.[2] ?? '')];
  return network === undefined || mask === undefined ? [] : [{ network, mask }];
}

function linuxRoute(line: string): Route[] {
  const match =
    line.length > 200 ? null : /^\s{0,8}(?:(default)|(\d[\d.]{6,14})(?:\/(\d{1,2}))?) (?:via|dev) /.exec(line);
  if (match === null) return [];
  if (match[1] !== undefined) return [{ network: 0, mask: 0 }];
  const network = ipv4(match[2] ?? '');
  const bits = Number(match[3] ?? 32);
  return network === undefined || bits > 32
    ? []
    : [{ network, mask: bits === 0 ? 0 : (0xffffffff << (32 - bits)) >>> 0 }];
}

function ipv4(text: string): number | undefined {
  if (!isAddress(text) || text.includes(':')) return undefined;
  return text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}
