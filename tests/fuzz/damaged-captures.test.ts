import { expect, test } from 'vitest';
import type { Row } from '../unit/captures/row.ts';
import { ROWS } from '../unit/captures/rows.ts';
import { captureOf, failedStage, readBytes } from '../unit/captures/scene.ts';

test.each<Row>([...ROWS])(
  'captures: %s, and the file ends anywhere → the stage of the whole file, or none',
  (_, scene, failed) => {
    const bytes = captureOf(scene.packets);
    const step = Math.max(5, Math.ceil(bytes.length / 300));
    for (let end = 0; end < bytes.length; end += step)
      expect([undefined, failed], `cut at byte ${end}`).toContain(failedStage(readBytes(bytes.subarray(0, end))));
  },
);

test.each<Row>([...ROWS])(
  'captures: %s, and every twentieth packet is missing → that stage, or none',
  (_, scene, failed) => {
    for (let missing = 0; missing < Math.min(20, scene.packets.length); missing++) {
      const left = scene.packets.filter((_packet, at) => at % 20 !== missing);
      expect([undefined, failed], `packet ${missing} of twenty`).toContain(failedStage(readBytes(captureOf(left))));
    }
  },
);
