import { expect, test } from 'vitest';
import { ROWS } from '../unit/captures/rows.ts';
import { captureOf, failedStage, readBytes } from '../unit/captures/scene.ts';

const CAPTURES = ROWS.map(([given, scene, failed]) => ({ given, scene, failed }));

test.each(CAPTURES)(
  'captures: $given, and the file ends anywhere → the stage of the whole file, or none',
  ({ scene, failed }) => {
    const bytes = captureOf(scene.packets);
    const step = Math.max(5, Math.ceil(bytes.length / 300));
    for (let end = 0; end < bytes.length; end += step)
      expect([undefined, failed], `cut at byte ${end}`).toContain(failedStage(readBytes(bytes.subarray(0, end))));
  },
);

test.each(CAPTURES)(
  'captures: $given, and every twentieth packet is missing → the stage of the whole file, or none',
  ({ scene, failed }) => {
    for (let missing = 0; missing < Math.min(20, scene.packets.length); missing++) {
      const left = scene.packets.filter((_, at) => at % 20 !== missing);
      expect([undefined, failed], `packet ${missing} of twenty`).toContain(failedStage(readBytes(captureOf(left))));
    }
  },
);
