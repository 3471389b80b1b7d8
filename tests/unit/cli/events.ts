import type { CheckEvent } from '../../../machines/diagnosis/check-events.ts';
import type { Finding } from '../../../machines/findings.ts';
import type { Stage } from '../../../machines/vocabulary.ts';

const stage = (name: Stage, outcome: 'passed' | 'failed' | 'skipped' | 'running', elapsedMs?: number): CheckEvent => ({
  type: 'stage.reported',
  report: { stage: name, outcome, ...(elapsedMs === undefined ? {} : { elapsedMs }) },
});
const seen = (question: Finding['question'], answer: string, detail: Finding['detail'] = {}): CheckEvent => ({
  type: 'finding.reported',
  finding: { question, answer, source: 'probe', elapsedMs: 3, detail },
});

/** What a check of a host behind a firewall reports. */
export const SILENT: readonly CheckEvent[] = [
  stage('name', 'passed', 3),
  seen('name', 'resolves'),
  stage('path', 'passed', 9),
  seen('path', 'answers'),
  stage('port', 'running'),
  seen('port', 'silent'),
  stage('port', 'failed', 3001),
  stage('negotiation', 'skipped'),
  stage('tls', 'skipped'),
  stage('authentication', 'skipped'),
];

/** What a check of a host that is in order reports. */
export const HEALTHY: readonly CheckEvent[] = [
  stage('name', 'passed', 3),
  seen('name', 'resolves'),
  stage('path', 'passed', 2),
  seen('path', 'answers'),
  stage('port', 'passed', 1),
  seen('port', 'open'),
  stage('negotiation', 'passed', 2),
  seen('service', 'rdp'),
  seen('security', 'nla'),
  stage('tls', 'passed', 9),
  seen('tls', 'ok'),
  stage('authentication', 'passed', 4),
  seen('nla', 'answered'),
  seen('clock', 'ok'),
];

/** What a check of a host reports that has nothing but RDP security of old. */
export const STANDARD: readonly CheckEvent[] = [
  stage('port', 'passed', 1),
  seen('port', 'open'),
  stage('negotiation', 'passed', 2),
  seen('service', 'rdp'),
  seen('security', 'standard'),
];

/** What a check of a healthy host reports that goes by another name than the one that was asked for. */
export const ALIAS: readonly CheckEvent[] = [
  ...HEALTHY,
  seen('identity', 'other-name', { asked: 'pc1.example', dnsComputer: 'desktop-ab12' }),
];

/** What a check reports that was stopped before anything was certain. */
export const NOTHING: readonly CheckEvent[] = [stage('name', 'running')];
