import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from '../run.ts';
import { pinOf, SYSTEMS } from './nodes.ts';
import { type Release, VERSION } from './release.ts';

/** Everything that is inside, as CycloneDX: npm's own list, and Node itself for each system. */
export async function writeBillOfMaterials(release: Release): Promise<void> {
  const listed = await run('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--omit', 'optional']);
  // Warnings go before it where npm has any.
  const bill = JSON.parse(listed.output.slice(listed.output.indexOf('{')));
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
  const hex = createHash('sha256').update(JSON.stringify(bill.components)).digest('hex');
  bill.serialNumber = `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  bill.metadata.component = { ...bill.metadata.component, version: VERSION };
  await writeFile(path.join(release.folder, 'reconnect.cdx.json'), `${JSON.stringify(bill, null, 2)}\n`);
}
