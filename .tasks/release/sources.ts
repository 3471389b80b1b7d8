import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../run.ts';
import { make, type Release, VERSION } from './release.ts';

export const SOURCES = 'reconnect-firefox-sources.zip';
const NOTE = 'FOR-REVIEWERS.md';

/**
 * What Firefox's store asks for beside a bundled extension: the sources, and how they become the same bytes. The time of
 * every file in it is the commit's.
 */
export async function packSources(release: Release): Promise<void> {
  const folder = path.join(release.scratch, 'sources');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const note = path.join(folder, NOTE);
  await writeFile(
    note,
    `# Building the Firefox extension ${VERSION}

Any system with npm. The lock file pins every package, and Node itself comes as one of them.

    npm ci
    npm run build

The result is \`dist/extension/firefox/\`, and packed \`dist/extension/reconnect-firefox.zip\`: the same bytes as the package
that was handed in. Everything in it is made from these sources; nothing is fetched while it runs.
`,
  );
  const archive = path.join(folder, SOURCES);
  await make('git', ['archive', '--format=zip', '-o', archive, 'HEAD', `--add-file=${note}`], release);
  await copyFile(archive, path.join(release.folder, SOURCES));
}

/** Files that differ from what was committed: an archive of the sources would not build what was built here. */
export async function uncommitted(): Promise<readonly string[]> {
  const { output } = await run('git', ['status', '--porcelain']);
  return output.split('\n').filter(line => line !== '');
}
