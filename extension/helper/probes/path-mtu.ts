import { execFile } from 'node:child_process';
import type { Finding } from '../../../machines/findings.ts';
import { type Bounds, isIpv6, seen } from './probe.ts';

/** With 28 bytes of headers 1400: what every ordinary way and most VPNs carry. The small one passes anywhere. */
const SIZES = { large: 1372, small: 500 } as const;

/**
 * Whether packets of ordinary size vanish where small ones pass, by two echo requests that may not be split. Asked only
 * after a stall: it is the one cause of a stall that can be proven from here. Nothing where echo gets no answer at all.
 */
export async function probePathMtu(address: string, options: Bounds): Promise<readonly Finding[]> {
  const started = performance.now();
  const [large, small] = await Promise.all([
    echoes(address, SIZES.large, options),
    echoes(address, SIZES.small, options),
  ]);
  if (small !== true || large === undefined) return [];
  const detail = { address, bytes: SIZES.large + 28 };
  return [seen('large-packets', large ? 'pass' : 'vanish', performance.now() - started, detail)];
}

function echoes(address: string, bytes: number, { deadlineMs, signal }: Bounds): Promise<boolean | undefined> {
  const args = argumentsFor(address, bytes, process.platform);
  return new Promise(resolve => {
    execFile(
      'ping',
      args,
      { timeout: deadlineMs, signal, maxBuffer: 16_384, encoding: 'buffer' },
      async (_, stdout) => {
        const { read } = await import('../../../machines/reading/read.ts');
        const path = read(stdout).findings.find(({ question }) => question === 'path')?.answer;
        // A local "message too long" means that the way's size is known: nothing vanishes, the host must be told smaller.
        if (/too long|frag needed/i.test(stdout.toString('latin1'))) resolve(true);
        else resolve(path === 'answers' ? true : path === 'silent' ? false : undefined);
      },
    );
  });
}

function argumentsFor(address: string, bytes: number, platform: NodeJS.Platform): string[] {
  if (platform === 'win32') return ['-n', '2', '-w', '1000', '-f', '-l', String(bytes), address];
  if (platform === 'darwin') return ['-n', '-c', '2', '-t', '2', '-D', '-s', String(bytes), address];
  const family = isIpv6(address) ? '-6' : '-4';
  return [family, '-n', '-c', '2', '-i', '0.3', '-W', '1', '-M', 'do', '-s', String(bytes), address];
}
