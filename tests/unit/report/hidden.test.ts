import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadStrings } from '../../../content/words.ts';
import type { Json } from '../../../machines/findings.ts';
import { DETAIL_KINDS, isDetailField, isPlainText } from '../../../machines/report/detail-fields.ts';
import { HIDE_ALL, redact } from '../../../machines/report/redaction.ts';
import { toFragment } from '../../../machines/report/share-link.ts';
import { toHtml, toJson, toMarkdown } from '../../../machines/report/write-report.ts';
import { notAfter, parseDateTime } from '../../../machines/schemas/date-time.ts';
import { parseReport } from '../../../machines/schemas/parse-report.ts';
import { HIDEABLE, type Hideable } from '../../../machines/schemas/report.ts';
import { QUESTIONS } from '../../../machines/vocabulary.ts';
import { codec, inEnglish, reportOf, tokens } from './fixtures.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const target = { host: 'secret-pc', port: 3389, user: 'ada' };
const hiding = (...kinds: readonly Hideable[]) =>
  redact(
    reportOf([], target),
    {
      hosts: kinds.includes('hosts'),
      users: kinds.includes('users'),
      addresses: kinds.includes('addresses'),
      certificates: kinds.includes('certificates'),
    },
    tokens(),
  );

test.each<[hidden: readonly Hideable[], redacted: boolean]>([
  [[], false],
  [['certificates'], false],
  [['hosts'], false],
  [['hosts', 'users'], false],
  [['users', 'addresses', 'certificates'], false],
  [['hosts', 'users', 'addresses'], true],
  [HIDEABLE, true],
])('report: %j hidden → redacted %s, and only then a link', async (hidden, redacted) => {
  const report = hiding(...hidden);
  expect(report).toMatchObject({ hidden, redacted });
  const link = toFragment(report, codec);
  if (redacted) expect(await link).toMatch(/^1\./);
  else await expect(link).rejects.toThrow('hosts, users and addresses');
});

test('report: what is hidden is said in every form', () => {
  const report = hiding('users', 'certificates');
  for (const text of [toMarkdown(report, inEnglish), toHtml(report, inEnglish)])
    expect(text).toMatch(/report\.hidden.*report\.hidden\.users, report\.hidden\.certificates/);
  expect(parseReport(toJson(report))).toEqual({ kind: 'report', report });
});

test.each<[stored: object, hidden: readonly string[]]>([
  [{}, []],
  [{ redacted: true }, HIDEABLE],
  [{ redacted: true, hidden: [] }, []],
  [{ redacted: false, hidden: ['users', 'everything', 7] }, ['users']],
  [{ hidden: 'hosts' }, []],
])('parseReport: %j → hidden %j, whatever it claims', (stored, hidden) => {
  const opened = parseReport(JSON.stringify({ version: 1, verdict: {}, ...stored }));
  expect(opened.kind === 'report' && opened.report.hidden).toEqual(hidden);
});

const PLAIN = Object.keys(DETAIL_KINDS).filter(key => DETAIL_KINDS[key] === 'plain');

test.each([
  'annaMueller',
  'EANNAMUELLER',
  'secret-pc',
  'secret-pc.corp.example',
  '10.1.2.3',
  '2001:db8::7',
  '+49 170 1234567',
  'CORP\\ada',
  'ada@corp.example',
  'ädmin',
  'no such name: secret-pc',
  'Windows Server 2022 of Anna',
])('redact: %j in a field that no switch hides → left out', text => {
  const detail: Record<string, Json> = { [text]: 1, nested: { [text]: true } };
  for (const field of PLAIN) detail[field] = field === 'schemes' ? ['NTLM', text] : text;
  const [finding] = redact(
    reportOf([{ question: 'port', answer: 'silent', source: 'probe', detail }]),
    HIDE_ALL,
    tokens(),
  ).findings;
  expect(JSON.stringify(finding?.detail)).toBe('{}');
});

/** A code's id is an answer; of an opened report it may be anybody's words. */
test.each<[answer: string, stays: boolean]>([
  ['mac-client:0x4', true],
  ['freerdp-exit:131', true],
  ['message:nla-required', true],
  ['windows-event:Schannel/36870', true],
  ['none', true],
  ['message:anna-mueller', false],
  ['message:secret-pc', false],
  ['windows-event:AnnaMueller/1', false],
  ['windows-event:secret-pc.corp.example/1', false],
  ['mac-client:secret-pc', false],
  ['mac-client:10.1.2.3', false],
])('redact: the code %s of an opened report, names hidden → stays: %s', (answer, stays) => {
  const findings = [
    { question: 'code', answer, source: 'person' },
    { question: 'port', answer: 'silent', source: 'probe', detail: { code: answer } },
  ];
  const opened = parseReport(JSON.stringify({ version: 1, verdict: {}, findings }));
  if (opened.kind !== 'report') throw new Error('expected a report');
  const catalogue = ['message:nla-required', 'windows-event:Schannel/36870'];
  const hidden = redact(opened.report, HIDE_ALL, tokens(), id => catalogue.includes(id));
  expect(hidden.findings.some(({ question }) => question === 'code')).toBe(stays);
  if (!stays) expect(toJson(hidden)).not.toContain(answer.split(':')[1]);
  // Without a catalogue at hand only numbers are known to name nobody.
  const blind = redact(opened.report, HIDE_ALL, tokens());
  expect(blind.findings.some(({ question }) => question === 'code')).toBe(stays && !catalogue.includes(answer));
});

test.each<[field: string, text: string]>([
  ['errno', 'ECONNREFUSED'],
  ['errno', 'EAI_AGAIN'],
  ['errno', 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION'],
  ['errno', 'too-much'],
  ['version', 'TLSv1.3'],
  ['cipher', 'TLS_AES_256_GCM_SHA384'],
  ['cipher', 'TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256'],
  ['build', '10.0.20348'],
  ['windows', 'Windows Server 2022'],
  ['notAfter', '2027-01-02T03:04:05.000Z'],
  ['keyType', 'rsa-pss'],
  ['signature', 'sha256WithRSAEncryption'],
  ['signature', 'ecdsa-with-SHA384'],
  ['speaks', 'SMTP/FTP'],
  ['status', '0xc000006d'],
  ['schemes', 'Negotiate'],
  ['tool', 'rdp-file'],
  ['udp', 'no-answer'],
  ['fault', 'ours'],
  ['reason', 'TypeError'],
  ['reason', 'ERR_OSSL_EVP_DECODE_ERROR'],
  ['reason', 'SSL_WITH_USER_AUTH_REQUIRED_BY_SERVER'],
])('redact: %s %j, as a probe writes it → stays', (field, text) => {
  expect(isPlainText(field, text)).toBe(true);
});

test('report: every reason that a probe or a capture can give → made of known words, and said in words', async () => {
  const folders = ['extension/helper/probes', 'machines/captures'].map(folder => path.resolve(ROOT, folder));
  const sources = folders.flatMap(folder =>
    readdirSync(folder).map(file => readFileSync(path.join(folder, file), 'utf8')),
  );
  // A reason is an id on a line, or in a function, that is about reasons.
  const about = sources.flatMap(source => [
    ...(source.match(/^.*(?:\breason\b|\btold\(|takes\[name\]|\bspeaks\b|\banswer\('|UdpOutcome).*$/gm) ?? []),
    ...(source.match(/function (?:reasonOf|speaks)[\s\S]*?\n}/g) ?? []),
  ]);
  const ids = about.flatMap(text => [...text.matchAll(/'([a-z]+(?:-[a-z]+)+)'/g)].map(([, id = '']) => id));
  const known = Object.entries(QUESTIONS).flatMap(([id, { answers }]): readonly string[] => [id, ...answers]);
  const answers = new Set(known);
  const reasons = [...new Set(ids)].filter(id => !answers.has(id));
  expect(reasons.length).toBeGreaterThan(30);
  expect(reasons.filter(reason => !isPlainText('reason', reason))).toEqual([]);
  const ui = await loadStrings(path.resolve(ROOT, 'content/en/ui.yaml'));
  expect(reasons.filter(reason => ui[`report.value.${reason}`] === undefined)).toEqual([]);
});

test('report: every field of what was seen → has its words', async () => {
  const ui = await loadStrings(path.resolve(ROOT, 'content/en/ui.yaml'));
  const named = Object.keys(ui).flatMap(key => (key.startsWith('report.field.') ? [key.slice(13)] : []));
  expect(Object.keys(DETAIL_KINDS).filter(field => !named.includes(field))).toEqual([]);
  expect(named.filter(field => !isDetailField(field))).toEqual([]);
});

test.each([
  '9999-99-99T99:99:99Z',
  '2026-02-31T00:00:00Z',
  '2026-13-01T00:00:00Z',
  '1600-12-31T23:59:59Z',
  '2201-01-01T00:00:00Z',
  '2026-01-02',
  '2026-01-02T03:04:05+01:00',
  'yesterday',
  '',
  7,
  null,
])('parseDateTime: %j → nothing', value => {
  expect(parseDateTime(value)).toBeUndefined();
});

test('parseDateTime: any text → nothing, or a point of time that can be formatted', () => {
  const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });
  const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 2, maxLength: 2 });
  const shaped = fc
    .array(digits, { minLength: 7, maxLength: 7 })
    .map(([c, y, m, d, h, i, s]) => `${c}${y}-${m}-${d}T${h}:${i}:${s}Z`);
  fc.assert(
    fc.property(fc.oneof(shaped, fc.string(), fc.date({ noInvalidDate: false }).map(String)), text => {
      const read = parseDateTime(text);
      if (read !== undefined) expect(format.format(new Date(read))).not.toBe('');
    }),
    { numRuns: 2000 },
  );
});

test('notAfter: a date ahead of the clock → the clock', () => {
  const now = new Date('2026-11-29T00:00:00Z');
  expect(notAfter('2199-01-01T00:00:00Z', now)).toBe('2026-11-29T00:00:00.000Z');
  expect(notAfter('2026-01-02T03:04:05Z', now)).toBe('2026-01-02T03:04:05Z');
});
