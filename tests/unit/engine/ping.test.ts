import { expect, test } from 'vitest';
import { conclude } from '../../../machines/inference/conclude.ts';
import type { CauseId } from '../../../machines/vocabulary.ts';
import { model } from '../../shared-model.ts';
import { findingsOf } from './script.ts';

/** Windows answers no ping by default, so that silence says nothing against a fault of the remote PC or of the program. */
const AT_THE_PC_OR_THE_PROGRAM: readonly CauseId[] = [
  'port-blocked',
  'rdp-disabled',
  'service-down',
  'wrong-port',
  'client-sandbox',
  'client-fault',
];

/** Nats: less than this moves no cause past another. */
const NOTHING = 0.1;

test.each(AT_THE_PC_OR_THE_PROGRAM)('%s: no answer to ping → not counted against it', cause => {
  const row = conclude(model, findingsOf('path: silent')).causes.find(one => one.cause === cause);
  expect(row?.against.filter(({ weight }) => weight < -NOTHING)).toEqual([]);
});
