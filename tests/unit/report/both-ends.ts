import { buildReport } from '../../../machines/report/build-report.ts';
import { joinReports } from '../../../machines/report/join-report.ts';
import type { Report } from '../../../machines/schemas/report.ts';
import { findingsOf } from '../engine/script.ts';
import { knowledge } from '../flow/known.ts';
import { tokens } from './fixtures.ts';

export const { model } = knowledge;
export const tools = { model, token: tokens(), isKnownCode: () => true };
export const MADE_AT = '2026-11-29T10:00:00Z';

/** A report of a check that failed at the port, with the findings of a row. */
export function reportOf(script: string, more: Partial<Report> = {}): Report {
  const verdict = { healthy: false, settled: false, causes: [] };
  const stages = [{ stage: 'port', outcome: 'failed' } as const];
  return { ...buildReport({ createdAt: MADE_AT, stages, findings: findingsOf(script), verdict, tried: [] }), ...more };
}

/** The two reports as one, where they can be joined. */
export function joined(device: Report, host: Report): Report {
  const result = joinReports(device, host, tools);
  if (result.kind === 'fault') throw new Error(result.fault);
  return result.report;
}

/** Nothing at the host is against a connection. */
export const READY =
  'rdp-enabled: yes [host] · service-state: running [host] · listener: listening [host] · firewall-rule: allowed [host]';
/** What a device sees whose packets, or their replies, are dropped. */
export const SILENT = 'path: answers [probe] · port: silent [probe]';
