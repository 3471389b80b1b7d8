import { loadModel } from '../../content/knowledge.ts';
import { lookUpCode, resolveCode } from '../../machines/codes/look-up.ts';

/** How long a look-up takes: after the first, which builds the index, and for texts made to be slow. */
const { codes } = await loadModel();
const LIMIT = 65_536;
const TEXTS: readonly (readonly [string, string])[] = [
  ['a number', '0x204'],
  ['a name', 'SEC_E_LOGON_DENIED'],
  ['part of a wording', 'encryption oracle'],
  ['nothing that is known', 'lorem ipsum dolor sit amet'],
  [
    'a dialog',
    'Remote Desktop can’t connect to the remote computer for one of these reasons: …\nError code: 0x204\nExtended error code: 0x0',
  ],
  ['64 KiB of prose', filled('It says that the remote computer cannot be reached from here, whatever I try. ')],
  [
    '64 KiB of log',
    filled('[10:00:00:123] [4711:0a2b] [ERROR][com.freerdp.core] - flags 0x4, code 12, state 0x00020006\n'),
  ],
  ['64 KiB of "code "', filled('code ')],
  ['64 KiB of "0x1 "', filled('0x1 ')],
  ['64 KiB of one word', 'a'.repeat(LIMIT)],
  ['64 KiB of Chinese', filled('远程桌面由于以下原因之一无法连接')],
  ['64 KiB of ligatures', filled('ﷺ')],
];
const RUNS = 30;

const [building] = timed(1, () => lookUpCode(codes, '0x204'));
console.log(`${codes.length} entries; index built and first look-up in ${ms(building ?? 0)}\n`);
console.log(`${'look-up'.padEnd(24)}${'median'.padStart(10)}${'worst'.padStart(10)}   found`);
for (const [name, text] of TEXTS) {
  const times = timed(RUNS, () => lookUpCode(codes, text)).sort((a, b) => a - b);
  const found = lookUpCode(codes, text).length;
  console.log(`${name.padEnd(24)}${ms(times[RUNS >> 1] ?? 0)}${ms(times.at(-1) ?? 0)}   ${found}`);
}
const slugs = timed(RUNS, () =>
  resolveCode(codes, 'message:remote-computer-requires-network-level-authentication'),
).sort((a, b) => a - b);
console.log(`${'an id not in the list'.padEnd(24)}${ms(slugs[RUNS >> 1] ?? 0)}${ms(slugs.at(-1) ?? 0)}`);

function filled(piece: string): string {
  return piece.repeat(Math.ceil(LIMIT / piece.length)).slice(0, LIMIT);
}

function timed(runs: number, act: () => unknown): number[] {
  return Array.from({ length: runs }, () => {
    const start = performance.now();
    act();
    return performance.now() - start;
  });
}

function ms(time: number): string {
  return `${time.toFixed(2)} ms`.padStart(10);
}
