import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/** `npm run bench [-- NAME …]`: every measured table, or the named ones. Each file here prints one and stands alone. */
const wanted = process.argv.slice(2);
const tables = readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('.ts') && file !== path.basename(import.meta.filename))
  .filter(file => wanted.length === 0 || wanted.includes(path.basename(file, '.ts')));

let failed = 0;
for (const table of tables) {
  console.log(`\n== ${path.basename(table, '.ts')} ==`);
  const done = spawnSync(process.execPath, [path.join(import.meta.dirname, table)], { stdio: 'inherit' });
  if (done.status !== 0) failed++;
}
process.exitCode = failed > 0 ? 1 : 0;
