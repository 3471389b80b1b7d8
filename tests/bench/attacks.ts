import { certificates } from './attacks/certificates.ts';
import { extensionStorage } from './attacks/extension-storage.ts';
import { frames } from './attacks/frames.ts';
import { origins } from './attacks/origins.ts';
import { policy } from './attacks/policy.ts';
import { pwa } from './attacks/pwa.ts';
import { redaction } from './attacks/redaction.ts';
import type { AttackRow } from './attacks/row.ts';
import { shareLinks } from './attacks/share-links.ts';
import { sockets } from './attacks/sockets.ts';
import { storage } from './attacks/storage.ts';

/**
 * Attacks on every trust boundary, and how many of them were repelled. `npm run bench -- attacks`, or
 * `node tests/bench/attacks.ts [SECTION …]`; needs `npm run build`, Chromium and root for nothing but what a section says.
 */
const SECTIONS: readonly (readonly [name: string, run: () => Promise<readonly AttackRow[]>])[] = [
  ['certificates', certificates],
  ['frames', frames],
  ['sockets', sockets],
  ['policy', policy],
  ['origins', origins],
  ['extension storage', extensionStorage],
  ['history', storage],
  ['share links', shareLinks],
  ['redaction', redaction],
  ['PWA', pwa],
];

const wanted = process.argv.slice(2);
let [tried, held] = [0, 0];
for (const [name, run] of SECTIONS.filter(([name]) => wanted.length === 0 || wanted.includes(name))) {
  const started = performance.now();
  // A section that cannot run at all has held nothing.
  const rows = await run().catch((error): readonly AttackRow[] => [
    { name: 'the section itself', tried: 1, held: 0, detail: String(error) },
  ]);
  console.log(`${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  for (const row of rows) {
    const figure = `${row.held.toLocaleString('en')} of ${row.tried.toLocaleString('en')}`;
    const mark = row.held === row.tried ? ' ' : '!';
    console.log(`${mark} ${row.name.padEnd(60)} ${figure.padStart(18)}${row.detail ? `  ${row.detail}` : ''}`);
    tried += row.tried;
    held += row.held;
  }
}
console.log(`${held.toLocaleString('en')} of ${tried.toLocaleString('en')} held`);
// What still keeps the event loop busy, such as a browser's pipe, has nothing more to say.
process.exit(held === tried && tried > 0 ? 0 : 1);
