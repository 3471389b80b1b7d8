import type { Finding } from '../findings.ts';
import type { Blame } from '../vocabulary.ts';

/** What a device runs, as far as advice depends on it. */
export const SYSTEMS = ['windows', 'mac', 'linux', 'ios', 'android'] as const;
export type System = (typeof SYSTEMS)[number];

/** Where a remedy is carried out: whoever runs the remote PC works there, everybody else at the failing device. */
export function systemFor(blame: Blame, findings: readonly Finding[], device: System | undefined): System | undefined {
  const told = (question: string) => findings.find(finding => finding.question === question)?.answer;
  if (blame !== 'host') return byClient(told('client')) ?? device;
  const kind = told('host-kind');
  if (kind === undefined || kind === 'cloud') return 'windows';
  return kind === 'linux' || kind === 'mac' ? kind : 'windows';
}

function byClient(client: string | undefined): System | undefined {
  switch (client) {
    case 'mstsc':
    case 'windows-app':
    case 'store-app':
      return 'windows';
    case 'mac':
    case 'ios':
    case 'android':
      return client;
    case 'remmina':
      return 'linux';
    default:
      return undefined;
  }
}
