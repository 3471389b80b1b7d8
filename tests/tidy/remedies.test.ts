import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { CAUSE_IDS, QUESTION_IDS, type QuestionId } from '../../machines/vocabulary.ts';
import { model } from '../shared-model.ts';

/** What every cause and every step must contain for the person who fixes it: read in the sources, where their authors look. */
const content = path.resolve(import.meta.dirname, '../../content/en');
const read = (file: string) => readFileSync(path.join(content, file), 'utf8');
const steps = readdirSync(path.join(content, 'steps')).map(file => path.basename(file, '.mdx'));

const SYSTEMS = { Windows: /\bWindows\b/, macOS: /\bmacOS\b|\bMac\b/, Linux: /\bLinux\b/ } as const;
const CLICK = /\*\*[^*\n]+ → [^*\n]+\*\*/;
const COMMAND = /```|`[^`\n]*[a-z][^`\n]* [^`\n]+`/;

function partsOf(text: string): ReadonlyMap<string, string> {
  const parts = text.split(/^## /m).slice(1);
  return new Map(parts.map(part => [part.split('\n')[0] ?? '', part.slice(part.indexOf('\n')).trim()]));
}

describe.each(CAUSE_IDS)('cause %s', id => {
  const text = read(`causes/${id}.mdx`);
  const parts = partsOf(text);
  const remedy = parts.get('How to fix it') ?? '';

  test.each([
    'How it shows',
    'What proves it',
    'Often mistaken for',
    'How to fix it',
    'To undo it',
    'To check it worked',
  ])('says: %s', part => {
    expect(parts.get(part)?.length ?? 0).toBeGreaterThan(part.startsWith('To ') ? 24 : 50);
  });

  test.each(Object.entries(SYSTEMS))('its remedy has a word for %s', (_, sign) => {
    expect(remedy).toMatch(sign);
  });

  test('its remedy says where to click and what to type, who does it and what it risks', () => {
    expect(remedy).toMatch(CLICK);
    expect(remedy).toMatch(COMMAND);
    expect(remedy).toMatch(/\*\*Risk:\*\* (?:low|medium|high)\b.{20,}/);
    expect(text).toMatch(/^who: \S.{2,}$/m);
    expect(text).toMatch(/^difficulty: (?:easy|medium|hard)$/m);
  });
});

/** These only change where somebody connects from. */
const WITHOUT_COMMAND: readonly string[] = ['other-network'];

describe.each(steps)('step %s', id => {
  const text = read(`steps/${id}.mdx`);
  const body = text.slice(text.indexOf('\n---\n', 4) + 5);

  test('opens with a sentence, has a tip, and says what to look for and what it means', () => {
    expect(body.trim().split('\n')[0]).toMatch(/^[A-Z].{20,}[.!?:]/);
    expect(body).toMatch(/\*\*Tip:\*\* .{20,}/);
    expect(body).toMatch(/\b[Ll]ook (?:at|for|only at)\b|\bread three things\b/);
    const [, meanings = ''] = body.split(/\*\*What it means\*\*/);
    expect(meanings.match(/^- .{15,}/gm)?.length ?? 0).toBeGreaterThanOrEqual(2);
  });

  test.each(Object.entries(SYSTEMS))('has a word for %s', (_, sign) => {
    expect(body).toMatch(sign);
  });

  test('has its commands in blocks that can be copied', () => {
    const blocks = body.match(/^```(?:sh|bat|powershell)\n[\s\S]+?\n```$/gm) ?? [];
    expect(blocks.length > 0).toBe(!WITHOUT_COMMAND.includes(id));
  });
});

/** What a person finds out in the same way whatever system they have. */
const SAME_EVERYWHERE: Readonly<Record<string, string>> = {
  'cloud-rule': 'it stands in the console of the cloud, in a browser',
  drop: 'a clock tells it',
  exposed: 'it stands in the router or the cloud',
  'failure-time': 'counting tells it',
  'host-power': 'one looks at the host',
  license: 'the message says it; only a Windows Server asks for licences',
  'other-account': 'somebody else tries',
  'other-client': 'another device tries',
  'other-host': 'another host is tried',
  progress: 'one remembers the last thing on the screen',
  tunnel: 'the address in the program tells it',
};
/** They are found out at the host, and a Mac is none; some of them can be told from elsewhere too. */
const isAtTheHost = (id: QuestionId): boolean =>
  model.questions[id].reach !== 'anyone' || id === 'account-kind' || id === 'other-session';

describe.each(QUESTION_IDS)('question %s', id => {
  const text = read(`questions/${id}.mdx`);
  const help = text.slice(text.indexOf('\n---\n', 4) + 5).trim();

  test('explains how to find out', () => {
    expect(help.length).toBeGreaterThan(60);
  });

  test('on each system, where systems differ', () => {
    if (SAME_EVERYWHERE[id] !== undefined) return;
    expect(help).toMatch(/\bWindows\b|`mstsc`/);
    expect(help).toMatch(/\bLinux\b|\bxrdp\b/);
    if (!isAtTheHost(id)) expect(help).toMatch(SYSTEMS.macOS);
  });
});

const guides = readdirSync(path.join(content, 'guides')).filter(file => {
  const text = read(`guides/${file}`);
  return /^<Step /m.test(text) || /```\w+\n[^`]*\bHOST\b/.test(text);
});

test.each(guides)('guide %s lets a person name their host before the first command that needs it', file => {
  const text = read(`guides/${file}`);
  const field = text.indexOf('<HostField />');
  const first = Math.min(...[/^<Step /m, /```\w+\n[^`]*\bHOST\b/].map(sign => text.search(sign)).filter(at => at >= 0));
  expect(field).toBeGreaterThan(0);
  expect(field).toBeLessThan(first);
});
