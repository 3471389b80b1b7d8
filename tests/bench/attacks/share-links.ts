import { deflateRawSync } from 'node:zlib';
import { fromFragment, SHARE_LIMIT } from '../../../machines/report/share-link.ts';
import { parseFragment } from '../../../site/browser/case-fragment.ts';
import { codec } from '../../unit/report/fixtures.ts';
import type { AttackRow } from './row.ts';

/** More than this a hostile link may not cost. */
const MOST_MS = 500;
const linkOf = (text: string) => `#1.${deflateRawSync(Buffer.from(text)).toString('base64url')}`;
const report = (more: object) => linkOf(JSON.stringify({ version: 1, verdict: {}, ...more }));

const LINKS: readonly (readonly [what: string, fragment: string])[] = [
  ['200 MB of spaces', linkOf(' '.repeat(200_000_000))],
  ['11 MB of JSON', linkOf(`{"version":1,"verdict":{},"findings":[${'1,'.repeat(5_000_000)}1]}`)],
  ['depth 100,000', linkOf(`{"version":1,"verdict":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)],
  ['a date that is none', report({ createdAt: '9999-99-99T99:99:99Z' })],
  ['31 February', report({ createdAt: '2026-02-31T00:00:00Z' })],
  ['markup', report({ target: { host: '<img src=x onerror=alert(1)>', port: 3389 } })],
  [
    'huge numbers',
    report({ target: { host: 'pc1', port: 1e308 }, stages: [{ stage: 'port', outcome: 'passed', elapsedMs: 1e308 }] }),
  ],
  [
    'prototypes',
    linkOf('{"version":1,"verdict":{},"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  ],
  ['controls and bidi', report({ target: { host: 'pc\u202e\u0000\u001b[31m', port: 3389 } })],
  ['a claim to be redacted', report({ redacted: true, hidden: [] })],
  ['too long', `#1.${'A'.repeat(SHARE_LIMIT)}`],
  ['no deflate', '#1.AAAA'],
  ['another version', '#9.AAAA'],
  ['nothing', '#'],
];

/** Hostile links: to a report, and to the flow. */
export async function shareLinks(): Promise<AttackRow[]> {
  const failed: string[] = [];
  for (const [what, fragment] of LINKS) {
    const started = performance.now();
    const opened = await fromFragment(fragment, codec).catch(() => undefined);
    const isQuick = performance.now() - started < MOST_MS;
    if (opened === undefined || !isQuick || (opened.kind === 'report' && !isSound(opened.report))) failed.push(what);
  }
  const known = [
    `#target=${'x'.repeat(100_000)}`,
    '#code=%00&progress=__proto__',
    '#read=port:silent,port:,:',
    '#=&&=%',
  ];
  const held = known.filter(fragment => parseFragment(fragment).findings.length <= 1);
  return [
    {
      name: 'links to a report',
      tried: LINKS.length,
      held: LINKS.length - failed.length,
      ...(failed.length > 0 && { detail: failed.join(', ') }),
    },
    { name: 'links to the flow', tried: known.length, held: held.length },
  ];
}

function isSound({
  createdAt,
  redacted,
  hidden,
}: {
  createdAt: string;
  redacted: boolean;
  hidden: readonly string[];
}): boolean {
  const isDated = createdAt === '' || !Number.isNaN(new Date(createdAt).getTime());
  return isDated && (!redacted || hidden.length >= 3) && !('polluted' in {});
}
