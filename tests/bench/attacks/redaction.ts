import type { Finding, Json } from '../../../machines/findings.ts';
import { DETAIL_KINDS } from '../../../machines/report/detail-fields.ts';
import { HIDE_ALL, redact } from '../../../machines/report/redaction.ts';
import { fromFragment, toFragment } from '../../../machines/report/share-link.ts';
import { toHtml, toJson, toMarkdown } from '../../../machines/report/write-report.ts';
import { parseReport } from '../../../machines/schemas/parse-report.ts';
import { codec, inEnglish, reportOf, tokens } from '../../unit/report/fixtures.ts';
import type { AttackRow } from './row.ts';

const SECRETS = [
  'secret-pc',
  'secret-pc.corp.example',
  '10.11.12.13',
  '2001:db8::4711',
  'CORP\\annamueller',
  'anna.mueller@corp.example',
  'annaMueller',
  'EANNAMUELLER',
  'AA:BB:CC:DD:EE:FF',
  '+49 170 1234567',
  'Tür-PC',
] as const;
const FIELDS = [...Object.keys(DETAIL_KINDS), 'banner', 'note', 'raw', 'takes', 'attempts'];
const SHAPES: readonly ((field: string, secret: string) => Record<string, Json>)[] = [
  (field, secret) => ({ [field]: secret }),
  (field, secret) => ({ [field]: [secret, secret.toUpperCase()] }),
  (field, secret) => ({ [field]: `${secret}.` }),
  (field, secret) => ({ takes: { [field]: secret } }),
  (field, secret) => ({ attempts: [{ [field]: secret }] }),
  (field, secret) => ({ [secret]: 1, [field]: { [secret]: true } }),
];

/** Each secret in each field in each shape, straight and through a report that was opened before, in every form. */
export async function redaction(): Promise<AttackRow[]> {
  let tried = 0;
  const leaks: string[] = [];
  for (const field of FIELDS)
    for (const [at, shape] of SHAPES.entries())
      for (const secret of SECRETS) {
        const finding: Finding = {
          question: 'port',
          answer: 'silent',
          source: 'probe',
          detail: shape(field, secret),
        };
        const whole = reportOf([finding], {
          host: secret,
          port: 3389,
          user: secret,
          gateway: { host: secret, port: 443 },
        });
        const opened = parseReport(toJson(whole));
        const source = opened.kind === 'report' ? opened.report : whole;
        const hidden = redact(source, HIDE_ALL, tokens());
        const fragment = await toFragment(hidden, codec);
        const link = fragment === undefined ? '' : JSON.stringify(await fromFragment(fragment, codec));
        for (const text of [toMarkdown(hidden, inEnglish), toHtml(hidden, inEnglish), toJson(hidden), link]) {
          tried++;
          if (text.toLowerCase().includes(secret.toLowerCase())) leaks.push(`${field} ${at} ${secret}`);
        }
      }
  const detail = leaks.length === 0 ? {} : { detail: leaks.slice(0, 5).join('; ') };
  return [{ name: 'planted secrets in a redacted report', tried, held: tried - leaks.length, ...detail }];
}
