import { expect, test } from 'vitest';
import { certificates } from '../bench/attacks/certificates.ts';
import { frames } from '../bench/attacks/frames.ts';
import { sockets } from '../bench/attacks/sockets.ts';

/** The rows that `npm run bench -- attacks` prints, with fewer mutants. */
test.each([
  ['odd certificates, shown by a host, in a chain and by a gateway', () => certificates({ mutants: 2_000 })],
  ['native frames, against the real process', frames],
  ['hostile sockets', sockets],
])('attacks: %s → every one repelled', async (_, attack) => {
  for (const { name, tried, held, detail } of await attack())
    expect(`${name}: ${held} of ${tried} ${detail ?? ''}`).toBe(`${name}: ${tried} of ${tried} `);
});
