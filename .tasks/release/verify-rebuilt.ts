import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { root, run } from '../run.ts';
import { type Check, expectNone } from './acceptance.ts';
import { buildRelease } from './build-release.ts';
import { CHECKSUMS, sumsOf } from './checksums.ts';
import { isThere } from './release.ts';
import { SOURCES } from './sources.ts';

/** Everything once more: the same sources must give the same bytes. */
export const REBUILD_CHECKS: readonly Check[] = [
  {
    name: 'the sources for Firefox’s store build the package that goes with them',
    async run(folder) {
      const place = await mkdtemp(path.join(os.tmpdir(), 'reconnect-sources-'));
      try {
        if (!(await isThere('python3'))) return { skipped: 'python3 is not there to unpack them' };
        const opened = await run('python3', ['-m', 'zipfile', '-e', path.join(folder, SOURCES), place]);
        if (!opened.ok) throw new Error(opened.output.trim().split('\n').at(-1));
        await symlink(path.join(root, 'node_modules'), path.join(place, 'node_modules'));
        const built = await run('sh', ['-c', `cd "${place}" && node .tasks/build.ts`]);
        if (!built.ok) throw new Error(built.output.split('\n').slice(-5).join(' '));
        const [again, ours] = await Promise.all(
          [path.join(place, 'dist/extension'), folder].map(from => readFile(path.join(from, 'reconnect-firefox.zip'))),
        );
        if (again === undefined || ours === undefined || !again.equals(ours)) throw new Error('the package differs');
        return `${ours.length} bytes, the same`;
      } finally {
        await rm(place, { recursive: true, force: true });
      }
    },
  },
  {
    name: 'a second release from the same build has the same bytes',
    async run(folder) {
      const again = `${folder}.again`;
      try {
        await buildRelease(again);
        const [first, second] = [await sumsOf(folder), await sumsOf(again)];
        expectNone([...first].filter(([name, sum]) => second.get(name) !== sum).map(([name]) => name));
        return `${first.size} files and ${CHECKSUMS}`;
      } finally {
        await rm(again, { recursive: true, force: true });
      }
    },
  },
];
