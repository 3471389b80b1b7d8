import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './run.ts';
import { scaffold } from './scaffold.ts';

// npm run new cause|reader|code NAME: the files of a new one, with rows that fail until they are filled.
const made = scaffold(process.argv[2], process.argv[3]);
const taken =
  typeof made === 'string' ? [] : Object.keys(made.create).filter(file => existsSync(path.join(root, file)));
const missing =
  typeof made === 'string' ? [] : Object.keys(made.change).filter(file => !existsSync(path.join(root, file)));
if (typeof made === 'string') stop(made);
else if (taken.length > 0) stop(`${taken.join(', ')} is there already`);
else if (missing.length > 0) stop(`${missing.join(', ')} is not there`);
else {
  const changed = await Promise.all(
    Object.entries(made.change).map(async ([file, change]) => {
      return [file, change(await readFile(path.join(root, file), 'utf8'))] as const;
    }),
  );
  for (const [file, text] of [...Object.entries(made.create), ...changed]) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  console.log(
    `Next, and what \`npm run check\` asks for until it is done:\n${made.next.map(line => `  ${line}`).join('\n')}`,
  );
}

function stop(sentence: string): void {
  console.error(sentence);
  process.exitCode = 2;
}
