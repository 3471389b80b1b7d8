import { guardPort } from '../../../extension/helper-client/guarded-port.ts';
import { NO_POLICY, readPolicy } from '../../../extension/settings/policy.ts';
import { isTargetAllowed } from '../../../extension/settings/target-rules.ts';
import { isRejection, type Target } from '../../../machines/target/target.ts';
import { parseTarget } from '../../../machines/target/target-line.ts';
import { seededRandom } from '../../fuzz/random.ts';
import { fake } from '../../unit/extension/fake-browser.ts';
import { type AttackRow, rowOf } from './row.ts';

const { loadPolicy } = await import('../../../extension/storage/stored-settings.ts');

const MUTANTS = 20_000;
/** What an administrator means, and targets inside and outside of it. */
const MEANT = {
  targets: ['10.0.0.0/8', '*.corp.example', 'office-pc', 'fd00::/8'],
  ports: [3389, 3390],
  off: ['page-checks', 'watch'],
  only: true,
};
const PROBES: readonly Target[] = [
  ...['10.1.2.3', 'pc1.corp.example', 'office-pc:3390', '[fd00::7]', '127.0.0.1', '169.254.169.254', 'intranet'],
  ...['10.1.2.3:22', 'evilcorp.example', 'corp.example', '[::1]', '11.0.0.1', 'office-pc:443'],
].flatMap(text => {
  const target = parseTarget(text);
  return isRejection(target) ? [] : target;
});
/** What no list can mean. */
const JUNK: readonly unknown[] = [
  ...[null, true, 7, -1, 3389.5, '', '*', '*.', '10.0.0.0/33', 'pc1/8', 'http://10.0.0.1/', [], {}, ['10.0.0.0/8']],
  ...[{ 0: '127.0.0.1' }, '\u0000', '0.0.0.0/-1', 'a'.repeat(400), '3389-3400', 1e9, '10.0.0.0/8 127.0.0.1'],
];

/** The policy of a company, spoilt in every way: what cannot be read must allow less, never more. */
export async function policy(): Promise<AttackRow[]> {
  return [
    await rowOf('policies of one wrong shape', wrongShapes(), allowsNoMore),
    await rowOf('policies spoilt at random', spoiltPolicies(), allowsNoMore),
    await rowOf('keys that the browser drops beside “only”', [['targets'], ['ports'], ['targets', 'ports']], keys =>
      allowsNoMore(Object.fromEntries(Object.entries(MEANT).filter(([key]) => !keys.includes(key)))),
    ),
    await rowOf('addresses and names written in another way', OTHERWISE, text => {
      const target = parseTarget(text);
      return isRejection(target) || !isTargetAllowed(readPolicy(MEANT), target);
    }),
    await rowOf('policies that the browser cannot give', REJECTIONS, async reason => {
      fake.setManaged(() => Promise.reject(reason));
      return !PROBES.some(isAllowedBy(await loadPolicy()));
    }),
    await rowOf('checks after a change, on a port that is open', [{ targets: [] }, { ports: [] }, null], changesAtOnce),
  ];
}

const isAllowedBy = (read: ReturnType<typeof readPolicy>) => (target: Target) => isTargetAllowed(read, target);

function allowsNoMore(managed: unknown): boolean {
  const [meant, read] = [readPolicy(MEANT), readPolicy(managed)];
  const isMore = PROBES.some(target => isTargetAllowed(read, target) && !isTargetAllowed(meant, target));
  return !isMore && (Object(managed).off === undefined || meant.off.every(feature => read.off.includes(feature)));
}

/** Each key in turn as each piece of junk; what is switched off as a text counts too. */
function wrongShapes(): readonly object[] {
  const shapes = ['targets', 'ports'].flatMap(key =>
    [...JUNK, '10.0.0.0/8', '3389', ['3389'], [['10.0.0.0/8']]].map(junk => ({ ...MEANT, only: false, [key]: junk })),
  );
  const offs = ['page-checks', { 0: 'watch' }, null, 7, true, ['PAGE-CHECKS', 'Watch']];
  const late = [...Array(40).fill('print'), ...MEANT.off];
  return [...shapes, ...[...offs, late].map(off => ({ ...MEANT, off }))];
}

/** Entries replaced by junk, junk put between them; the entries of `off` stay, in another place and case. */
function spoiltPolicies(): readonly object[] {
  const random = seededRandom(20_261_129);
  const below = (most: number) => Math.floor(random() * most);
  const junk = () => JUNK[below(JUNK.length)];
  const spoil = (list: readonly unknown[]) =>
    list.flatMap(entry => [[entry], [junk()], [junk(), entry], []][below(4)] ?? []);
  const written = (name: string) => [...name].map(letter => (below(2) === 0 ? letter : letter.toUpperCase())).join('');
  return Array.from({ length: MUTANTS }, () => ({
    targets: below(10) === 0 ? junk() : spoil(MEANT.targets),
    ports: below(10) === 0 ? junk() : spoil(MEANT.ports),
    off: MEANT.off.flatMap(name => [...Array(below(4)).fill(junk()), written(name)]),
    ...(below(2) === 0 ? {} : { only: junk() }),
  }));
}

const OTHERWISE = [
  ...['[::ffff:127.0.0.1]', '[::127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '[2002:7f00:1::]', '[fe80::1%10]'],
  ...['0x7f000001', '127.0x1', '127.1', '2130706433', '１２７.0.0.1', '10.0.0.1.evil.example', 'corp.example.evil'],
  ...['xcorp.example', 'office-pc.evil.example', 'оffice-pc', 'office-pc\u3164', 'corp.example.', '011.0.0.1'],
  ...['mstsc /v:office-pc /g:evil.example', 'mstsc /v:office-pc /g:127.0.0.1', 'mstsc /v:127.0.0.1 /g:office-pc'],
];

const REJECTIONS = [new Error('An unexpected error occurred'), undefined, 'no policy service', { message: '' }];

/** The port was opened, and used, under a policy that allowed everything. */
async function changesAtOnce(changed: unknown): Promise<boolean> {
  let now = NO_POLICY;
  const sent: object[] = [];
  const native = {
    postMessage: (message: object) => void sent.push(message),
    disconnect: () => {},
    onMessage: { addListener: () => {} },
    onDisconnect: { addListener: () => {} },
  };
  const port = guardPort(native, async () => now);
  const check = { v: 1, id: 'a', kind: 'check', target: { host: 'pc1', port: 3389 } };
  port.postMessage(check);
  await new Promise(resolve => setImmediate(resolve));
  now = readPolicy(changed);
  port.postMessage(check);
  await new Promise(resolve => setImmediate(resolve));
  return sent.length === 1;
}
