import type { DiagnosisEvent } from '../../machines/diagnosis/context.ts';

/** What XState itself can send into this machine. */
export type MachineEvent =
  | DiagnosisEvent
  | { readonly type: 'xstate.error.actor.check'; readonly error: unknown }
  | { readonly type: 'xstate.error.actor.recheck'; readonly error: unknown };

/**
 * One or more of every event, so that generated paths can go everywhere. Passing events to a path generator replaces
 * its own list, so those of XState are named too; a test holds that none of the machine's is missing.
 */
export const EVENTS: readonly MachineEvent[] = [
  { type: 'text.pasted', text: 'PingSucceeded    : True\nRemotePort       : 3389\nTcpTestSucceeded : False' },
  { type: 'text.pasted', text: 'nothing that anyone could read' },
  { type: 'reading.taken' },
  { type: 'near.confirmed', code: 'message:nla-required' },
  { type: 'reading.undone' },
  { type: 'reading.changed', part: 'vpn:connected', meant: false },
  { type: 'target.submitted', target: { host: 'pc1', port: 3389 } },
  { type: 'check.requested' },
  { type: 'check.cancelled' },
  { type: 'question.answered', question: 'port', answer: 'silent' },
  { type: 'question.answered', question: 'credentials', answer: 'rejected' },
  { type: 'question.skipped' },
  { type: 'question.requested' },
  { type: 'answer.changed', question: 'port' },
  { type: 'verdict.requested' },
  { type: 'remedy.chosen', cause: 'port-blocked' },
  { type: 'remedy.tried' },
  { type: 'remedy.failed' },
  { type: 'remedy.restored' },
  { type: 'case.continued' },
  { type: 'note.written', text: 'it was the cable' },
  { type: 'answer.dropped', question: 'port', answer: 'silent' },
  { type: 'case.resolved' },
  { type: 'case.handedOver' },
  { type: 'case.restarted' },
  { type: 'step.back' },
  { type: 'stage.reported', report: { stage: 'port', outcome: 'running' } },
  { type: 'stage.reported', report: { stage: 'port', outcome: 'failed', elapsedMs: 3001 } },
  {
    type: 'finding.reported',
    finding: { question: 'port', answer: 'silent', source: 'probe', elapsedMs: 3001 },
  },
  { type: 'check.finished', connections: 1, elapsedMs: 3100 },
  { type: 'check.unavailable', state: 'absent' },
  { type: 'xstate.error.actor.check', error: new Error('the actor broke') },
  { type: 'xstate.error.actor.recheck', error: new Error('the actor broke') },
  { type: 'check.overdue' },
  { type: 'consent.asked' },
  { type: 'consent.given' },
];
