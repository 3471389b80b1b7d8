import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { CHROMIUM_ID, GECKO_ID } from '../../extension/wire/identity.ts';
import type { HelperState } from '../../machines/diagnosis/check-events.ts';

/** Where the real command registered the helper for one browser. */
export interface Registered {
  readonly manifest: string;
  /** The folder with launcher and program. */
  readonly data: string;
}

/** One way in which a set-up goes wrong, and what the popup of each browser can know of it. */
export interface Fault {
  readonly name: string;
  readonly spoil: (at: Registered) => Promise<unknown>;
  readonly chromium: HelperState;
  readonly firefox: HelperState;
}

const launcher = ({ data }: Registered) => path.join(data, 'reconnect-helper');
const program =
  (source: string) =>
  ({ data }: Registered) =>
    writeFile(path.join(data, 'reconnect.mjs'), source);

/** A whole program of another version: it greets, and knows nothing else. */
const speaks = (versions: readonly number[]) =>
  answers({
    v: versions[0] ?? 1,
    id: 'hello',
    kind: 'hello',
    versions,
    program: '9.0.0',
    platform: 'x',
    capabilities: [],
  });

function answers(message: object): string {
  return `
    const text = Buffer.from(${JSON.stringify(JSON.stringify(message))});
    const length = Buffer.alloc(4);
    new Uint32Array(length.buffer, length.byteOffset, 1)[0] = text.length;
    process.stdin.once('data', () => process.stdout.write(Buffer.concat([length, text])));
    process.stdin.on('end', () => process.exit());`;
}

const edit =
  (from: RegExp, to: string) =>
  async ({ manifest }: Registered) => {
    const text = await readFile(manifest, 'utf8');
    if (!from.test(text)) throw new Error(`${manifest} holds nothing like ${from}`);
    await writeFile(manifest, text.replace(from, to));
  };

export const FAULTS: readonly Fault[] = [
  { name: 'no manifest', spoil: at => rm(at.manifest), chromium: 'lost', firefox: 'lost' },
  {
    name: 'a manifest with a path that leads nowhere',
    spoil: at => rm(launcher(at)),
    chromium: 'lost',
    firefox: 'bad-path',
  },
  {
    name: 'a launcher that may not be run',
    spoil: at => chmod(launcher(at), 0o644),
    chromium: 'crashed',
    firefox: 'bad-path',
  },
  { name: 'a damaged manifest', spoil: edit(/\{/, ''), chromium: 'lost', firefox: 'lost' },
  {
    name: 'a manifest that lets another extension in',
    spoil: edit(new RegExp(`${CHROMIUM_ID}|${GECKO_ID}`), 'a'.repeat(32)),
    chromium: 'forbidden',
    // Firefox reports the same to an extension that is not allowed as to one without a manifest.
    firefox: 'lost',
  },
  { name: 'a helper that dies at once', spoil: program('process.exit(3)'), chromium: 'crashed', firefox: 'crashed' },
  {
    name: 'a helper that prints instead',
    spoil: program('console.log("hello")'),
    chromium: 'crashed',
    firefox: 'crashed',
  },
  { name: 'an older helper', spoil: program(speaks([])), chromium: 'too-old', firefox: 'too-old' },
  { name: 'a newer helper', spoil: program(speaks([2, 3])), chromium: 'too-new', firefox: 'too-new' },
  {
    name: 'a program that answers otherwise',
    spoil: program(answers({ hello: 'there' })),
    chromium: 'no-answer',
    firefox: 'no-answer',
  },
];
