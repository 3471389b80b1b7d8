import { expect, test } from 'vitest';
import { readExtensionMessage } from '../../../extension/wire/bridge.ts';
import { decodeReply } from '../../../extension/wire/replies.ts';
import { readCase } from '../../../machines/diagnosis/read-case.ts';
import { LIMITS } from '../../../machines/schemas/limits.ts';
import { parseReport } from '../../../machines/schemas/parse-report.ts';

const silent = { question: 'port', answer: 'silent', source: 'probe' };
const long = 'x'.repeat(LIMITS.text + 1);
const deep = { a: { a: { a: { a: { a: 'too deep' } } } } };
const many = Object.fromEntries(Array.from({ length: LIMITS.fields + 1 }, (_, at) => [`field${at}`, at]));

/** Every boundary at which a finding comes in, and what each makes of one. */
const BOUNDARIES: readonly (readonly [name: string, decode: (finding: unknown) => unknown])[] = [
  ['helper', finding => partOf(decodeReply({ v: 1, id: 'a', kind: 'finding', finding }))],
  [
    'page',
    finding => partOf(eventOf(readExtensionMessage({ ...ENVELOPE, event: { type: 'finding.reported', finding } }))),
  ],
  ['report', finding => firstOf(parseReport(JSON.stringify({ version: 1, verdict: {}, findings: [finding] })))],
  ['saved case', finding => readCase({ version: 1, screen: 'describing', findings: [finding] })?.facts.findings[0]],
];
const ENVELOPE = { from: 'reconnect-extension', v: 1, kind: 'event', id: 'a' };

const partOf = (message: object | undefined) => message && 'finding' in message && message.finding;
const eventOf = (message: object | undefined) =>
  message && 'event' in message && typeof message.event === 'object' ? (message.event ?? undefined) : undefined;
const firstOf = (parsed: ReturnType<typeof parseReport>) =>
  parsed.kind === 'report' ? parsed.report.findings[0] : undefined;

test.each<[name: string, finding: unknown, expected: unknown]>([
  ['as the helper sends it', { ...silent, elapsedMs: 3001 }, { ...silent, elapsedMs: 3001 }],
  ['with a field that no version knows', { ...silent, stage: 'port' }, silent],
  ['with a time before its beginning', { ...silent, elapsedMs: -1 }, silent],
  ['with a time of more than a day', { ...silent, elapsedMs: 86_400_001 }, silent],
  ['with text for a detail', { ...silent, detail: 'x' }, silent],
  ['with a text over its limit', detailed({ text: long }), detailed({ text: long.slice(1) })],
  ['with control characters', detailed({ text: 'a\u001b[2J\u202eb' }), detailed({ text: 'a\ufffd[2J\ufffdb' })],
  ['nested too deep', detailed(deep), detailed({ a: { a: { a: { a: { a: 'too deep' } } } } })],
  ['with too many fields', detailed(many), detailed(Object.fromEntries(Object.entries(many).slice(0, -1)))],
  ['of a question that is none', { ...silent, question: 'toString' }, undefined],
  ['with an answer of another question', { ...silent, answer: 'nla' }, undefined],
  ['from a source that is none', { ...silent, source: 'rumour' }, undefined],
  ['that is a list', [silent], undefined],
])('decodeFinding: one %s → the same at every boundary', (_, finding, expected) => {
  for (const [name, decode] of BOUNDARIES) expect(decode(finding) || undefined, name).toEqual(expected);
});

function detailed(detail: object): object {
  return { ...silent, detail };
}
