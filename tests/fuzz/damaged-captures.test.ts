import { expect, test } from 'vitest';
import { ROWS } from '../unit/captures/rows.ts';
import { captureOf, failedStage, readBytes } from '../unit/captures/scene.ts';

test('captures: a file that ends anywhere → never a later stage than the whole file, and never a wrong one', () => {
  for (const [, scene, failed] of ROWS) {
    const bytes = captureOf(scene.packets);
    const step = Math.max(5, Math.ceil(bytes.length / 300));
    for (let end = 0; end < bytes.length; end += step) {
      const stage = failedStage(readBytes(bytes.subarray(0, end)));
      if (stage !== undefined) expect(stage).toBe(failed);
    }
  }
});

test('captures: every twentieth packet missing → no other stage is blamed for it', () => {
  for (const [given, scene, failed] of ROWS)
    for (let missing = 0; missing < Math.min(20, scene.packets.length); missing++) {
      const left = scene.packets.filter((_, at) => at % 20 !== missing);
      const stage = failedStage(readBytes(captureOf(left)));
      if (stage !== undefined && stage !== failed) expect([given, missing, stage]).toEqual([given, missing, failed]);
    }
});
