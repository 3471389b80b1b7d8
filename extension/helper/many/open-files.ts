import { readFile } from 'node:fs/promises';

/** Standard streams, the event loop's own, a name server's sockets, and the pipes of the pings that run at once. */
const OTHERS = 160;
/** A host has one connection, and for a moment a second one where the first told too little. */
const A_HOST = 2;
/** 150 silent hosts a second; each holds some 15 KB for as long as it is waited for. */
const MOST = 512;
const LEAST = 8;

/** How many hosts may be asked at once, so that this process never runs out of file descriptors. */
export async function hostsAtOnce(limit?: number): Promise<number> {
  const files = limit ?? (await openFilesLimit());
  return Math.max(LEAST, Math.min(MOST, Math.floor((files - OTHERS) / A_HOST)));
}

/** The soft limit of this process, which Node raises to the hard one at its start; Windows has none to speak of. */
async function openFilesLimit(): Promise<number> {
  if (process.platform === 'win32') return Number.POSITIVE_INFINITY;
  const limits = await readFile('/proc/self/limits', 'utf8').catch(() => '');
  const listed = /^Max open files\s+(\d+|unlimited)/m.exec(limits)?.[1] ?? reportedLimit();
  return listed === 'unlimited' ? Number.POSITIVE_INFINITY : Number(listed);
}

/** Where there is no /proc: macOS, BSD. */
function reportedLimit(): string {
  // Else it looks up the name of every open connection's other end; Node's types do not know it yet.
  Object.assign(process.report, { excludeNetwork: true });
  const report: unknown = process.report.getReport();
  const found = /"open_files":\{"soft":"?(\d+|unlimited)/.exec(JSON.stringify(report))?.[1];
  return found ?? '256';
}
