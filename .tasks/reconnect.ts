import { existsSync } from 'node:fs';
import path from 'node:path';
import { build } from './build.ts';
import { root } from './run.ts';

// The command line from the sources. Its knowledge comes from the site build, once.
if (!['knowledge.json', 'sayings.json'].every(file => existsSync(path.join(root, 'dist', file)))) await build();
await import('../extension/helper/main.ts');
