import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.ts';
import { root } from './run.ts';

// The command line from the sources. Its knowledge comes from the site build, once.
if (!existsSync(path.join(root, 'dist', 'knowledge.json'))) await build();
await import('../extension/helper/main.ts');
