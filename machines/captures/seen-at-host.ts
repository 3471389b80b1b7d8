import type { Finding, Json } from '../findings.ts';
import { type QuestionId, STAGES } from '../vocabulary.ts';
import type { CaptureReading } from './read-capture.ts';

/** What a capture made on the host says of the attempt, or why it cannot say anything. */
export type HostCapture =
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  /** `from-device`: it was made on the device that connects. `empty`: nothing shows that it saw anything at all. */
  | { readonly kind: 'fault'; readonly fault: 'from-device' | 'empty' };

/** So long a capture must go on before the absence of an attempt says something. */
const LONG_ENOUGH_MS = 2_000;

const AT_HOST = { vantage: 'server' } as const;

/**
 * A capture in the host's own words. What it shows of the port is not what the device sees of it: whether the request came
 * in, and what the host did with it. A file without a single packet proves nothing: its filter may have been wrong.
 */
export function seenAtHost(reading: CaptureReading): HostCapture {
  const { connections, understood, spanMs, end } = reading;
  const chosen = connections.find(({ isChosen }) => isChosen);
  if (chosen?.vantage === 'client') return { kind: 'fault', fault: 'from-device' };
  // What was under way before the file began is no attempt of its time.
  const hasAttempt = chosen !== undefined && !connections.every(({ isCut }) => isCut);
  if (hasAttempt) return { kind: 'findings', findings: attemptAtHost(reading) };
  if (understood === 0 || spanMs < LONG_ENOUGH_MS || end === 'broken') return { kind: 'fault', fault: 'empty' };
  return { kind: 'findings', findings: [finding('host-log', 'no-request')] };
}

/**
 * What a capture that shows itself to be the host's adds of an attempt that did not get through the port: nobody has to say
 * where it was made.
 */
export function shownAtHost(reading: CaptureReading): readonly Finding[] {
  const port = reading.findings.find(({ question }) => question === 'port');
  if (port === undefined || port.answer === 'open' || port.detail?.vantage !== 'server') return [];
  return attemptAtHost(reading).filter(({ question }) => question === 'host-log' || question === 'firewall-rule');
}

function attemptAtHost({ findings, connections, stages }: CaptureReading): readonly Finding[] {
  const port = findings.find(({ question }) => question === 'port');
  if (port === undefined) return [];
  const { packet, tries, hop, address, reason } = port.detail ?? {};
  const detail = { ...(packet === undefined ? {} : { packet }), ...(tries === undefined ? {} : { tries }) };
  const isOwnWord = hop === undefined || hop === address;
  switch (port.answer) {
    case 'refused':
      return [finding('host-log', 'refused', detail)];
    case 'rejected':
      return isOwnWord ? [finding('firewall-rule', 'blocked', detail)] : [];
    case 'silent':
      return reason === undefined
        ? [finding('host-log', 'unanswered', detail)]
        : [finding('listener', 'listening', detail), finding('host-log', 'reply-lost', detail)];
    default: {
      const isFailed = connections.some(({ isChosen, failed }) => isChosen && failed !== undefined);
      const listens = finding('listener', 'listening', detail);
      if (!isFailed) return [listens];
      const behind = findings
        .filter(({ question }) => question !== 'port' && question !== 'path' && question !== 'name')
        .map(one => ({ ...one, detail: { ...one.detail, ...AT_HOST } }));
      const passed = STAGES.findLast(stage => stages.some(one => one.stage === stage && one.outcome === 'passed'));
      const dropped = finding('host-log', 'arrived-then-dropped', { ...detail, ...(passed && { passed }) });
      return [listens, dropped, ...behind];
    }
  }
}

function finding(question: QuestionId, answer: string, detail: Readonly<Record<string, Json>> = {}): Finding {
  return { question, answer, source: 'capture', detail: { ...AT_HOST, ...detail } };
}
