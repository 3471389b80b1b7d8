import type { Finding } from '../../../machines/findings.ts';
import { runSystemProgram, type SystemProgram } from '../system-program.ts';
import { type Bounds, seen } from './probe.ts';

const MAX_OUTPUT_BYTES = 65_536;
const VARIABLES = ['https_proxy', 'http_proxy', 'all_proxy'] as const;

/**
 * Whether this device is told to use a proxy, by its environment or its system's settings. Read only, and the proxy's
 * address stays where it is: it may hold a password. A network that wants a proxy mostly lets nothing else out.
 */
export async function seenProxy(
  host: string,
  bounds: Bounds,
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<readonly Finding[]> {
  const started = performance.now();
  const source = inEnvironment(env, host)
    ? 'environment'
    : (await inSettings(platform, bounds))
      ? 'settings'
      : undefined;
  return source === undefined ? [] : [seen('captive', 'proxy-set', performance.now() - started, { source })];
}

/** The variables that most programs read, with their list of exceptions. */
export function inEnvironment(env: Readonly<Record<string, string | undefined>>, host: string): boolean {
  const read = (name: string) => env[name] ?? env[name.toUpperCase()] ?? '';
  const spared = read('no_proxy')
    .split(',')
    .map(entry =>
      entry
        .trim()
        .toLowerCase()
        .replace(/^\*?\./, ''),
    )
    .some(entry => entry === '*' || (entry !== '' && (host === entry || host.endsWith(`.${entry}`))));
  return !spared && VARIABLES.some(name => read(name).trim() !== '');
}

/** What a system prints of its settings: `reg query` on Windows, `scutil --proxy` on macOS. */
export function inPrinted(text: string): boolean {
  return (
    /^\s*ProxyEnable\s+REG_DWORD\s+0x1\s*$/m.test(text) ||
    /^\s*AutoConfigURL\s+REG_SZ\s+\S/m.test(text) ||
    /^\s*(?:HTTPEnable|HTTPSEnable|SOCKSEnable|ProxyAutoConfigEnable)\s*:\s*1\s*$/m.test(text)
  );
}

const SETTINGS: Readonly<Partial<Record<NodeJS.Platform, readonly [SystemProgram, ...args: string[]]>>> = {
  win32: ['reg', 'query', 'HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings'],
  darwin: ['scutil', '--proxy'],
};

/** Nothing where there is no such program: what cannot be read says nothing. */
async function inSettings(platform: NodeJS.Platform, { deadlineMs, signal }: Bounds): Promise<boolean> {
  const [program, ...args] = SETTINGS[platform] ?? [];
  if (program === undefined) return false;
  const ran = await runSystemProgram(program, args, { timeoutMs: deadlineMs, maxBytes: MAX_OUTPUT_BYTES, signal });
  return ran.kind === 'ran' && ran.succeeded && inPrinted(ran.stdout.toString());
}
