import { stat } from 'node:fs/promises';
import path from 'node:path';
import { DOWNLOAD_FILES } from '../extension/wire/downloads.ts';
import { buildIfStale } from './build.ts';
import { buildRelease } from './release/build-release.ts';
import { sumsOf } from './release/checksums.ts';
import { filesWithExamples, unsetIdentities } from './release/identities.ts';
import { uncommitted } from './release/sources.ts';
import { verifyRelease } from './release/verify.ts';
import { root } from './run.ts';

/**
 * `npm run release` makes what people get, in dist/release/. `-- --final` refuses what nobody may publish yet; `-- verify`
 * tries what lies there, `-- verify WORDS` only the lines that have these words.
 */
const folder = path.join(root, 'dist', 'release');
const [word, ...rest] = process.argv.slice(2);
if (word === 'verify') process.exitCode = (await verifyRelease(folder, rest)) ? 0 : 1;
else if (rest.length === 0 && (word === undefined || word === '--final')) await release(word === '--final');
else fail('release takes nothing, “--final”, or “verify” with words of the lines to try');

async function release(isFinal: boolean): Promise<void> {
  const changes = await uncommitted();
  await buildIfStale();
  const notReady = [
    ...unsetIdentities(),
    ...(await filesWithExamples()).map(name => `dist/${name} names an example`),
    ...(changes.length > 0
      ? [`${changes.length} files are not committed: the sources would not build these bytes`]
      : []),
  ];
  if (isFinal && notReady.length > 0) fail(`not ready to be published:\n  ${shortened(notReady).join('\n  ')}`);
  const { notBuilt } = await buildRelease(folder);
  const sums = await sumsOf(folder);
  const missing = Object.values(DOWNLOAD_FILES).filter(name => !sums.has(name));
  for (const name of sums.keys())
    console.log(`${((await stat(path.join(folder, name))).size / 1e6).toFixed(1).padStart(7)} MB  ${name}`);
  for (const line of notBuilt) console.log(`not built: ${line}`);
  for (const line of shortened(notReady)) console.log(`not ready: ${line}`);
  if (isFinal && missing.length > 0) fail(`popup and guide would link to what is not there: ${missing.join(', ')}`);
  console.log(`Everything is in ${path.relative(root, folder)}. “npm run release -- verify” tries it.`);
}

function shortened(lines: readonly string[]): readonly string[] {
  const MOST = 20;
  return lines.length <= MOST ? lines : [...lines.slice(0, MOST), `… and ${lines.length - MOST} more`];
}

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(2);
}
