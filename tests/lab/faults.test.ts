import { expect, test } from 'vitest';
import { faults } from './faults.ts';
import { inLab } from './opened-lab.ts';
import { protocolFaults } from './spoken-faults.ts';

inLab('faults in the lab', (network, check) => {
  test.each([...faults(network), ...protocolFaults()])('%s', async (_, breakIt, target, sees, failed, causes) => {
    await breakIt();
    const checked = await check(target);
    for (const [question, answer] of Object.entries(sees)) expect(checked.answers(question)).toContain(answer);
    expect(Object.entries(checked.stages).find(([, outcome]) => outcome === 'failed')?.[0]).toBe(failed);
    expect(checked.healthy).toBe(false);
    expect(checked.exit).toBe(failed === undefined && checked.settled === false ? 3 : 1);
    expect(causes).toContain(checked.causes[0]?.cause);
    expect(checked.connections).toBeLessThanOrEqual(3);
    if (failed === 'port') expect(checked.elapsedMs).toBeLessThan(6_000);
  });
});
