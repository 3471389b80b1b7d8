import { execFile } from 'node:child_process';
import { type Bounds, isIpv6 } from './probe.ts';

const MAX_OUTPUT_BYTES = 16_384;

/** Two echo requests by the system's own program, as each system spells them. No shell, no name to look up. */
function commandFor(address: string, platform: NodeJS.Platform): readonly [string, readonly string[]] {
  const six = isIpv6(address);
  if (platform === 'win32') return ['ping', ['-n', '2', '-w', '1000', six ? '-6' : '-4', address]];
  if (platform === 'darwin') return [six ? 'ping6' : 'ping', ['-n', '-c', '2', ...(six ? [] : ['-t', '2']), address]];
  return ['ping', [six ? '-6' : '-4', '-n', '-c', '2', '-i', '0.3', '-W', '1', address]];
}

/** `prohibited`: a router says that a rule forbids the way; it is as loud as an answer, and no way that is missing. */
export type Echo = 'answers' | 'lossy' | 'silent' | 'no-route' | 'prohibited';

/** iputils and BSD, by the codes of [RFC 1812 5.2.7.1]; other systems do not tell. */
const PROHIBITED = /prohibited|packet filtered/i;

/**
 * What the system's ping says of an address, read as a paste would be. Nothing where there is no such program or it may
 * not run: a probe that did not run says nothing.
 */
export function ping(address: string, { deadlineMs, signal }: Bounds): Promise<Echo | undefined> {
  const [program, args] = commandFor(address, process.platform);
  return new Promise(resolve => {
    execFile(
      program,
      [...args],
      {
        timeout: deadlineMs,
        signal,
        maxBuffer: MAX_OUTPUT_BYTES,
        encoding: 'buffer',
        windowsHide: true,
        env: { ...process.env, LC_ALL: 'C' },
      },
      async (error, stdout, stderr) => {
        if (signal.aborted || (error !== null && stdout.length === 0)) return resolve(undefined);
        // Loaded only where there is something to read: a healthy check never needs it.
        const { read } = await import('../../../machines/reading/read.ts');
        const answer = read(Buffer.concat([stdout, stderr])).findings.find(
          ({ question }) => question === 'path',
        )?.answer;
        resolve(answer === 'no-route' && PROHIBITED.test(stdout.toString('latin1')) ? 'prohibited' : echoOf(answer));
      },
    );
  });
}

function echoOf(answer: string | undefined): Echo | undefined {
  return answer === 'answers' || answer === 'lossy' || answer === 'silent' || answer === 'no-route'
    ? answer
    : undefined;
}
