import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { encodeConnectionRequest } from '../../../machines/rdp/x224.ts';
import { captureOf, Scene } from '../../unit/captures/scene.ts';

/** 100 MB of visits to web sites, and among them one attempt at Remote Desktop. */
export async function writeLarge(file: string): Promise<{ bytes: number; packets: number }> {
  const out = createWriteStream(file);
  const attempt = new Scene()
    .opens()
    .client('A', encodeConnectionRequest({ cookie: 'somebody', protocols: 11 }))
    .server('RA');
  const data = new Uint8Array(1_400).fill(0x17);
  const empty = captureOf([]);
  out.write(empty);
  let bytes = empty.length;
  let packets = 0;
  for (let visit = 0; bytes < 100e6; visit++) {
    const scene = new Scene({ to: `203.0.113.${visit % 250}`, port: 443, clientPort: 20_000 + (visit % 30_000) });
    scene
      .wait(visit * 50)
      .opens()
      .client('A', Uint8Array.of(0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0));
    for (let answer = 0; answer < 60; answer++) {
      scene.server('A', data, 0.2);
      if (answer % 3 === 0) scene.client('A');
    }
    scene.client('FA').server('FA');
    if (visit === 500) scene.beside(attempt);
    const records = captureOf(scene.packets).subarray(empty.length);
    bytes += records.length;
    packets += scene.packets.length;
    if (!out.write(records)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  return { bytes, packets };
}
