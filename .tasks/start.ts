import { spawn } from 'node:child_process';
import path from 'node:path';
import { loadStrings } from '../content/words.ts';
import { buildIfStale } from './build.ts';
import { root } from './run.ts';

/** `npm start` serves guide and practice hosts; `npm start -- HOST[:PORT]` checks that host and ends. */
const USUAL_PORT = Number(process.env.RECONNECT_PORT ?? 4321);
const targets = process.argv.slice(2);
await buildIfStale();
if (targets.length > 0) process.exitCode = await reconnect(['check', ...targets]);
else await serveAll();

async function serveAll(): Promise<void> {
  const { serveSite } = await import('../site/serve.ts');
  const { startPracticeHosts } = await import('../extension/helper/practice/index.ts');
  const dir = path.join(root, 'dist', 'site');
  // The usual port keeps what the browser stored; any other does while that one is taken.
  const site = await serveSite({ dir, port: USUAL_PORT }).catch(() => serveSite({ dir, port: 0 }));
  const practice = await startPracticeHosts({});
  console.log(`\nThe guide with the diagnosis: ${site.url}\n\nPractice hosts, one fault each:`);
  const words = await loadStrings(path.join(root, 'content', 'en', 'terminal.yaml'));
  for (const { host, port, id } of practice.hosts)
    console.log(`  ${`${host}:${port}`.padEnd(17)} ${words[`cli.practice.fault.${id}`]}`);
  const [example] = practice.hosts;
  if (example !== undefined) {
    console.log(`\nFor example: npm start -- ${example.host}:${example.port}\n`);
    await reconnect(['check', `${example.host}:${example.port}`]);
  }
  console.log('\nCtrl-C ends it.');
  await new Promise<void>(resolve => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  await Promise.all([site.close(), practice.close()]);
}

/** Runs the built command line; its exit code. */
function reconnect(args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [path.join(root, 'dist', 'reconnect.mjs'), ...args], { stdio: 'inherit' });
  // Ctrl-C reaches the child as well, which ends cleanly and says so with its own exit code.
  process.on('SIGINT', () => {});
  return new Promise(resolve => child.on('close', code => resolve(code ?? 130)));
}
