import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * `npm run bench [-- NAME … [FILE …]]`: every measured table, or the named ones, with what else is named. Each file here
 * prints one and stands alone.
 */
const BY_NAME_ONLY = ['attacks', 'fuzz', 'logon'];
const all = readdirSync(import.meta.dirname)
  .filter(file => file.endsWith('.ts') && file !== path.basename(import.meta.filename))
  .map(file => path.basename(file, '.ts'));
const wanted = process.argv.slice(2).filter(word => all.includes(word));
const others = process.argv.slice(2).filter(word => !all.includes(word));
const tables = all.filter(table => (wanted.length === 0 ? !BY_NAME_ONLY.includes(table) : wanted.includes(table)));

let failed = 0;
for (const table of tables) {
  console.log(`\n== ${table} ==`);
  const done = spawnSync(process.execPath, [path.join(import.meta.dirname, `${table}.ts`), ...others], {
    stdio: 'inherit',
  });
  if (done.status !== 0) failed++;
}
process.exitCode = failed > 0 ? 1 : 0;
