import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root, run } from '../run.ts';
import { pinOf, SYSTEMS } from './nodes.ts';
import { type Release, uuidOf, VERSION } from './release.ts';

/** Everything that is inside, as CycloneDX: npm's own list, and Node itself for each system. */
export async function writeBillOfMaterials(release: Pick<Release, 'epoch' | 'folder' | 'scratch'>): Promise<void> {
  const bill = await billOfPackages(release.scratch);
  const nodes = SYSTEMS.map(system => {
    const { package: name, version, integrity } = pinOf(system);
    return {
      'bom-ref': `node-${system}@${version}`,
      type: 'platform',
      name: 'node',
      version,
      description: `Node.js in the executable for ${system}, from the package ${name}`,
      purl: `pkg:npm/${name}`,
      licenses: [{ license: { id: 'MIT' } }],
      hashes: [{ alg: 'SHA-512', content: Buffer.from(integrity.replace('sha512-', ''), 'base64').toString('hex') }],
    };
  });
  bill.components = [...bill.components, ...nodes];
  bill.metadata.timestamp = new Date(Number(release.epoch) * 1000).toISOString();
  // npm makes one up each time; the same content shall have the same name.
  bill.serialNumber = `urn:uuid:${uuidOf(JSON.stringify(bill.components))}`;
  bill.metadata.component = { ...bill.metadata.component, version: VERSION };
  await writeFile(path.join(release.folder, 'reconnect.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
}

type Fields = Readonly<Record<string, unknown>>;

interface Lock {
  readonly packages: Readonly<Record<string, Fields>>;
}

/**
 * What npm lists of a project that has our dependencies alone. Its own `--omit dev` drops each package that a tool needs as
 * well, zod among them; and it calls the project by its folder's name.
 */
async function billOfPackages(scratch: string) {
  const folder = path.join(scratch, 'reconnect');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const put = (name: string, content: object) => writeFile(path.join(folder, name), JSON.stringify(content));
  const [manifest, lock] = await Promise.all(['package.json', 'package-lock.json'].map(readJson));
  await put('package.json', withoutTools(manifest));
  await put('package-lock.json', shippedOf(lock));
  const listed = await run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--prefix', folder]);
  if (!listed.ok) throw new Error(`npm sbom failed:\n${listed.output}`);
  await rm(folder, { recursive: true });
  // Warnings go before it where npm has any.
  return JSON.parse(listed.output.slice(listed.output.search(/^\{/m)));
}

async function readJson(name: string) {
  return JSON.parse(await readFile(path.join(root, name), 'utf8'));
}

function withoutTools({ devDependencies, optionalDependencies, ...others }: Fields): Fields {
  return others;
}

/** The lock file without what only tools need, and without Node, which the list names for each system. */
function shippedOf(lock: Lock): Lock {
  const { '': project = {}, ...packages } = lock.packages;
  const shipped = Object.entries(packages).filter(
    ([, { dev, optional, devOptional }]) => dev !== true && optional !== true && devOptional !== true,
  );
  return { ...lock, packages: { '': withoutTools(project), ...Object.fromEntries(shipped) } };
}
