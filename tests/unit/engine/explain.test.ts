import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { explainLines } from '../../../extension/helper/cli/explain.ts';
import { REACHES } from '../../../machines/knowledge.ts';
import { CAUSE_IDS, isAskableId, QUESTIONS } from '../../../machines/vocabulary.ts';
import { model } from '../../shared-model.ts';
import { run } from '../cli/command-line.ts';

/** What other programs rely on in a line. */
const answer = z.object({
  id: z.union([z.string(), z.number()]).optional(),
  verdict: z.object({
    healthy: z.boolean(),
    settled: z.boolean(),
    causes: z.array(
      z.object({
        cause: z.enum(CAUSE_IDS),
        probability: z.number().min(0).max(1),
        blame: z.string(),
        for: z.array(z.string()),
        against: z.array(z.string()),
      }),
    ),
  }),
  next: z
    .strictObject({ question: z.string().refine(isAskableId), kind: z.enum(['try', 'ask']), reach: z.enum(REACHES) })
    .nullable(),
  end: z.enum(['settled', 'told', 'handed-over']).nullable(),
  left: z.int().min(0).max(7),
});

const line = (findings: unknown, id?: unknown) => JSON.stringify(id === undefined ? { findings } : { id, findings });
const answers = (text: string) =>
  explainLines(model, text)
    .output.split('\n')
    .filter(Boolean)
    .map(one => answer.parse(JSON.parse(one)));

describe('explain', () => {
  test('names the cause with what speaks for it', () => {
    const [first] = answers(line({ port: 'silent', path: 'answers', 'firewall-rule': 'blocked' }, 'case-1'));
    expect(first?.id).toBe('case-1');
    expect(first?.verdict.settled).toBe(true);
    expect(first?.verdict.causes[0]).toMatchObject({ cause: 'port-blocked', blame: 'network' });
    expect(first?.verdict.causes[0]?.for).toContain('firewall-rule: blocked');
    expect(first?.verdict.causes).toHaveLength(CAUSE_IDS.length);
  });

  test('takes several answers to one question', () => {
    const [first] = answers(line({ 'host-kind': ['cloud', 'linux'], 'cloud-rule': 'blocked' }));
    expect(first?.verdict.causes[0]?.cause).toBe('port-blocked');
  });

  test.each<[id: string, meant: string]>([
    ['message:remote-computer-requires-network-level-authentication', 'message:nla-required'],
    ['mac-client:0xb09', 'mac-client:0xb09'],
    ['mstsc-disconnect:516', 'mstsc-disconnect:516'],
    ['message:xyzzy-plugh', 'message:xyzzy-plugh'],
  ])('%s counts as %s', (id, meant) => {
    const [given] = answers(line({ code: id }));
    const [named] = answers(line({ code: meant }));
    expect(given?.verdict).toEqual(named?.verdict);
    expect(given?.verdict.causes.some(({ for: pro }) => pro.includes(`code: ${meant}`))).toBe(!id.includes('xyzzy'));
  });

  test('next is what the flow would put; it ends where the flow ends', () => {
    const [open] = answers(line({ 'host-kind': 'linux' }));
    expect(open).toMatchObject({ end: null, next: { reach: 'anyone' } });
    expect(open?.left).toBeGreaterThan(0);
    const [settled] = answers(line({ 'rdp-enabled': 'no', 'host-kind': 'windows-home' }));
    expect(settled).toMatchObject({ end: 'settled', next: null, left: 0 });
  });

  test.each(['anyone', 'at-the-host', 'administrator'] as const)(
    'line after line, answered and not answered, %s → what was put is counted: never more than seven, an end',
    reach => {
      for (const opening of [
        { code: 'mac-client:0x4' },
        { client: 'mstsc', code: 'mstsc-disconnect:0x204' },
        { port: 'refused', history: 'worked-before' },
      ]) {
        const findings: Record<string, string> = { ...opening };
        const asked: string[] = [];
        let told: string | undefined;
        let put = 0;
        for (;;) {
          const [explained] = answers(
            JSON.stringify({ findings, asked, ...(told === undefined ? {} : { reach: told }) }),
          );
          if (explained?.next === null || explained === undefined) {
            expect(explained?.end).not.toBeNull();
            break;
          }
          put++;
          const { question } = explained.next;
          if (question === 'reach') told = reach;
          else if (question === 'code' || put % 2 === 0) asked.push(question);
          else findings[question] = QUESTIONS[question].answers.at(-1) ?? '';
        }
        expect(put).toBeGreaterThan(0);
        expect(put).toBeLessThanOrEqual(7);
      }
    },
  );

  test.each<[what: string, text: string, exitCode: number]>([
    ['settled', line({ 'rdp-enabled': 'no', 'host-kind': 'windows-home' }), 1],
    ['not settled', line({ client: 'mstsc' }), 3],
    ['nothing known', line({}), 3],
    ['several lines', `${line({ client: 'mstsc' })}\n\r\n${line({ port: 'open' }, 7)}\n`, 0],
    ['no JSON', 'port: open', 2],
    ['a list', '[]', 2],
    ['no findings', '{"id": "a"}', 2],
    ['an unknown question', line({ prot: 'open' }), 2],
    ['an unknown answer', line({ port: 'ajar' }), 2],
    ['a number as answer', line({ port: 3389 }), 2],
    ['an unknown reach', '{"findings": {}, "reach": "the-moon"}', 2],
    ['asked that is no list', '{"findings": {}, "asked": "vpn"}', 2],
    ['asked of no question', '{"findings": {}, "asked": ["vpn", "vnp"]}', 2],
    ['asked of a prototype', '{"findings": {}, "asked": ["__proto__"]}', 2],
    ['asked of whole numbers', '{"findings": {}, "asked": [1]}', 2],
    ['asked, and of whom', '{"findings": {}, "asked": ["vpn", "reach"], "reach": "anyone"}', 3],
    ['a nested answer', line({ port: [['open']] }), 2],
    ['an id that is an object', line({ port: 'open' }, {}), 2],
    ['a prototype as question', '{"findings": {"__proto__": "open", "constructor": "open"}}', 2],
    ['nothing', ' \n ', 2],
    ['a long line', line({ port: 'x'.repeat(70_000) }), 2],
    ['one bad line among good ones', `${line({ port: 'open' })}\n{}\n`, 2],
  ])('%s → exit code %#', (_, text, exitCode) => {
    const explained = explainLines(model, text);
    expect(explained.exitCode).toBe(exitCode);
    expect(explained.errors).toHaveLength(exitCode === 2 ? 1 : 0);
  });

  test('a bad line is named, and what it holds cannot reach the terminal', async () => {
    const { err } = await run(['explain'], { input: `${line({})}\n${line({ '\u001b[31mred\u202e': 'open' })}` });
    expect(err).toMatch(/^Line 2: “.*” is not a question\.\n$/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(err.trimEnd()).not.toMatch(/[\u0000-\u001f\u202e]/);
  });
});
