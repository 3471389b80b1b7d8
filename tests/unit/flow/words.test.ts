import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { loadStrings } from '../../../content/words.ts';
import { HELPER_STATES } from '../../../machines/diagnosis/check-events.ts';
import { SCREENS } from '../../../machines/diagnosis/context.ts';
import { REJECTION_CODES } from '../../../machines/target/target.ts';
import { BLAMES, QUESTION_IDS, QUESTIONS, SOURCES, SURFACES } from '../../../machines/vocabulary.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const ui = await loadStrings(path.join(root, 'content/en/ui.yaml'));

const each = (prefix: string, ids: readonly string[], suffix = '') => ids.map(id => `${prefix}.${id}${suffix}`);
const PLACES = ['device', 'network', 'firewall', 'host', 'sign-in'];
const STATES = ['passed', 'failed', 'unknown', 'running', 'skipped', 'waiting'];

test.each<[family: string, keys: readonly string[]]>([
  ['places', [...each('place', PLACES), ...each('place', PLACES, '.at'), ...each('doing', PLACES)]],
  ['states', [...each('state', STATES), ...each('state', STATES, '.seen'), 'seen.device']],
  ['what was seen', QUESTION_IDS.flatMap(id => each(`seen.${id}`, QUESTIONS[id].answers))],
  ['sources', each('source', SOURCES)],
  ['who can act', each('blame', BLAMES)],
  ['surfaces', each('surface', SURFACES)],
  ['sureness', each('verdict.level', ['sure', 'likely', 'guess'])],
  ['difficulty', each('difficulty', ['easy', 'medium', 'hard'])],
  ['screens', each('', SCREENS, '.title').map(key => key.slice(1))],
  ['helper states', [...each('helper', HELPER_STATES), ...each('helper', HELPER_STATES, '.mend')]],
  ['rejections', each('rejection', REJECTION_CODES)],
])('%s have their words', (_, keys) => {
  expect(keys.filter(key => (ui[key] ?? '').trim() === '')).toEqual([]);
});

/** A key in the code: the words of the flow are named by literals, so that they can be found. */
const KEY = /\bsay\(\s*(?:knowledge,\s*)?(?:[^'()]*\?\s*)?'([a-z0-9.-]+)'(?:\s*:\s*'([a-z0-9.-]+)')?/g;

test('every string that flow and widget ask for is there', () => {
  const files = [
    ...readdirSync(path.join(root, 'machines/diagnosis')).map(file => `machines/diagnosis/${file}`),
    ...readdirSync(path.join(root, 'site/widget'), { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.ts'))
      .map(file => `site/widget/${file}`),
  ];
  const asked = files.flatMap(file =>
    [...readFileSync(path.join(root, file), 'utf8').matchAll(KEY)].flatMap(([, one, other]) => [one, other]),
  );
  const keys = [...new Set(asked.filter(key => key !== undefined))];
  expect(keys.length).toBeGreaterThan(60);
  expect(keys.filter(key => ui[key] === undefined)).toEqual([]);
});
