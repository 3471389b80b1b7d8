import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { flowGraph, flowSvg } from '../../site/flow-drawing.ts';

const golden = path.resolve(import.meta.dirname, 'flow.golden.json');

test('the flow is the one that was agreed: RENEW=1 draws the golden file anew', async () => {
  const graph = flowGraph();
  if (process.env.RENEW === '1') await writeFile(golden, `${JSON.stringify(graph, undefined, 2)}\n`);
  expect(graph).toEqual(JSON.parse(await readFile(golden, 'utf8')));
});

test('every way of the flow leads to a state that is drawn', () => {
  const { states, edges } = flowGraph();
  expect(edges.filter(({ from, to }) => ![from, to].every(end => end === '' || states.includes(end)))).toEqual([]);
  for (const state of states) expect(flowSvg(key => key)).toContain(`>${state}</text>`);
});
