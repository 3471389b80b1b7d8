import { execFile } from 'node:child_process';
import net from 'node:net';
import type { Finding } from '../../../machines/findings.ts';
import type { Bounds } from './probe.ts';

const MAX_OUTPUT_BYTES = 16_384;

/** Two echo requests by the system's own program, as each system spells them. No shell, no name to look up. */
function commandFor(address: string, platform: NodeJS.Platform): readonly [string, readonly string[]] {
  const six = net.isIPv6(address);
  if (platform === 'win32') return ['ping', ['-n', '2', '-w', '1000', six ? '-6' : '-4', address]];
  if (platform === 'darwin') return [six ? 'ping6' : 'ping', ['-n', '-c', '2', ...(six ? [] : ['-t', '2']), address]];
  return ['ping', [six ? '-6' : '-4', '-n', '-c', '2', '-i', '0.3', '-W', '1', address]];
}

/**
 * What the system's ping says of an address, read as a paste would be. Nothing where there is no such program or it may
 * not run: a probe that did not run says nothing.
 */
export function ping(address: string, { deadlineMs, signal }: Bounds): Promise<readonly Finding[]> {
  const [program, args] = commandFor(address, process.platform);
  return new Promise(resolve => {
    execFile(
      program,
      [...args],
      { timeout: deadlineMs, signal, maxBuffer: MAX_OUTPUT_BYTES, encoding: 'buffer', windowsHide: true },
      async (error, stdout, stderr) => {
        if (signal.aborted || (error !== null && stdout.length === 0)) return resolve([]);
        // Loaded only where there is something to read: a healthy check never needs it.
        const { read } = await import('../../../machines/reading/read.ts');
        const { findings } = read(Buffer.concat([stdout, stderr]));
        resolve(findings.filter(({ question }) => question === 'path'));
      },
    );
  });
}
