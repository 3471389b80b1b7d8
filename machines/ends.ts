import type { Finding } from './findings.ts';
import type { Model } from './knowledge.ts';

/** The two computers of a connection: the device that connects, and the host, which people call the remote PC. */
export const ENDS = ['device', 'host'] as const;
export type End = (typeof ENDS)[number];

/**
 * At which end a finding was made. INVARIANT: it follows from the finding itself, so that a report says it again wherever
 * it is opened: who saw it, where a capture was made, and whether anybody but the host's own people can know it at all.
 */
export function endOf(model: Model, { question, answer, source, detail }: Finding): End {
  if (source === 'host' || detail?.vantage === 'server') return 'host';
  if (source === 'probe' || source === 'rdp-file') return 'device';
  // Windows notes on a device that connects only what its own client did.
  if (question === 'code') return /^windows-event:(?!RDPClient\/)/.test(answer) ? 'host' : 'device';
  const { reach, probe } = model.questions[question];
  return reach === 'anyone' || probe === true ? 'device' : 'host';
}
