import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { loadModel } from '../../content/knowledge.ts';
import { codeId } from '../../machines/codes/entry.ts';
import { resolveCode } from '../../machines/codes/look-up.ts';
import type { CodeKnowledge } from '../../machines/knowledge.ts';

/**
 * Which rows of the table of facts are in the catalogue, and where the two differ:
 * `node tests/bench/catalogue.ts FACTS`, or RECONNECT_FACTS=FACTS (the folder of rdp-error-codes.json, or the file).
 */
const FILE = 'rdp-error-codes.json';
/** The facts name the layer that reports, the catalogue the stage that a probe would see fail. */
const STAGE_OF: Readonly<Record<string, readonly CodeKnowledge['stage'][]>> = {
  client: ['any'],
  'name-resolution': ['name'],
  network: ['port', 'path', 'session', 'tls'],
  port: ['port'],
  negotiation: ['negotiation'],
  tls: ['tls'],
  authentication: ['authentication', 'tls'],
  authorization: ['authentication'],
  licensing: ['session'],
  session: ['session'],
  gateway: ['port', 'session', 'authentication', 'tls', 'negotiation', 'name'],
};
const fact = z.object({
  surface: z.string(),
  code: z.string(),
  decimal: z.number(),
  name: z.string().nullish(),
  meaning: z.string(),
  stage: z.string(),
  confidence: z.string(),
});
type Fact = z.output<typeof fact>;

const given = process.argv.slice(2).find(word => !word.startsWith('-')) ?? process.env.RECONNECT_FACTS;
const file = given === undefined ? undefined : factsFile(given);
if (file === undefined) {
  console.log(`no facts: name the folder of ${FILE} as an argument or in RECONNECT_FACTS; nothing was compared`);
} else {
  const { codes } = await loadModel();
  report(codes, z.array(fact).parse(JSON.parse(readFileSync(file, 'utf8'))));
}

function factsFile(given: string): string | undefined {
  const whole = statSync(given, { throwIfNoEntry: false })?.isFile() ? given : path.join(given, FILE);
  return statSync(whole, { throwIfNoEntry: false })?.isFile() ? whole : undefined;
}

function report(codes: readonly CodeKnowledge[], facts: readonly Fact[]): void {
  const compared = facts.map(row => ({ row, differs: differences(codes, row) }));
  const wrong = compared.filter(({ differs }) => differs.length > 0);
  const known = new Set(facts.map(({ surface, code }) => `${surface}:${code.toLowerCase()}`));
  const beyond = codes.filter(code => code.surface !== 'message' && !known.has(codeId(code)));
  const messages = codes.filter(({ surface }) => surface === 'message');
  const withCauses = codes.filter(({ surface, causes }) => surface !== 'message' && causes.length > 0).length;
  const missing = compared.filter(({ differs }) => differs.includes('missing')).length;

  for (const { row, differs } of wrong) console.log(`${row.surface}:${row.code}: ${differs.join('; ')}`);
  console.log(
    `${facts.length - missing} of ${facts.length} rows are in the catalogue, ${wrong.length - missing} of them differ`,
  );
  console.log(`${withCauses} of ${codes.length - messages.length} codes have likely causes`);
  console.log(`beyond the facts: ${beyond.length} codes, ${messages.length} message wordings`);
  for (const [surface, count] of countBy(codes.map(({ surface }) => surface)))
    console.log(`  ${surface.padEnd(26)}${count}`);
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

function differences(codes: readonly CodeKnowledge[], row: Fact): readonly string[] {
  const id = `${row.surface}:${row.code.toLowerCase()}`;
  const ours = resolveCode(codes, id);
  if (ours === undefined || codeId(ours) !== id) return ['missing'];
  const stages = STAGE_OF[row.stage];
  const checks: readonly (readonly [boolean, string])[] = [
    [Number.parseInt(ours.code, 16) === row.decimal, `number ${row.decimal}, ours ${ours.code}`],
    [(ours.name ?? undefined) === (row.name ?? undefined), `name ${row.name}, ours ${ours.name}`],
    [stages?.includes(ours.stage) ?? false, `stage ${row.stage}, ours ${ours.stage}`],
    [ours.confidence === row.confidence, `confidence ${row.confidence}, ours ${ours.confidence}`],
    [plain(ours.meaning) !== plain(row.meaning), 'the meaning is not in our own words'],
  ];
  return checks.filter(([right]) => !right).map(([, what]) => what);
}

function plain(sentence: string): string {
  return sentence
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}

function countBy(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
