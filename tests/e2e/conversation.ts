import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import type { QuestionId } from '../../machines/vocabulary.ts';
import { SITE } from './pages.ts';

/** Somebody with a fault: what they type first, and what they can see or try. To anything else they do not know. */
export interface Person {
  readonly words: string;
  readonly sees: { readonly [Q in QuestionId | 'reach']?: string };
  /** At the first thing that they do not know they ask for the best guess; without it they go on to the end. */
  readonly asksForGuess: boolean;
}

export interface Conversation {
  /** Every press after the text. */
  readonly taps: number;
  /** What was put, each question or try. */
  readonly put: readonly string[];
  /** Words that stood on all screens, open to the eye. */
  readonly words: number;
  readonly screen: string;
  /** Of the cause whose remedy is shown; empty on the honest end. */
  readonly cause: string;
  readonly text: string;
}

/** No conversation has so many screens. */
const SCREENS_AT_MOST = 20;
const GOES_ON_WITHIN_MS = 10_000;
const ENDS = ['concluded', 'cannot-tell', 'handed-over'];

/** Plays one person in a browser, from the start page's field to a remedy or to the honest end. */
export async function play(page: Page, url: string, person: Person): Promise<Conversation> {
  const root = page.locator('rdp-diagnosis .root');
  await page.goto(url);
  await page.fill('#seen', person.words);
  await page.locator('#read:not(:empty)').waitFor();
  await page.locator('#start button[type="submit"]').click();
  await root.locator('#heading').waitFor();
  let taps = 1;
  let words = 0;
  const put: string[] = [];
  for (let screens = 0; screens < SCREENS_AT_MOST; screens++) {
    const before = await shown(page);
    const screen = (await root.getAttribute('data-screen')) ?? '';
    // Before the text is taken, so that the remedy stands in it.
    const cause = await causeOf(root, screen);
    const text = await root.evaluate(textSeen);
    const guess = screen === 'cannot-tell' && person.asksForGuess;
    const wordsHere = text.split(/\s+/u).filter(word => /[\p{L}\p{N}]/u.test(word)).length;
    if (ENDS.includes(screen) && !guess) return { taps, put, words: words + wordsHere, screen, cause, text };
    const pressed = guess ? await press(root.locator('.enough')) : await goOn(root, screen, person, put);
    if (pressed === 0) continue;
    taps += pressed;
    words += wordsHere;
    await page.waitForFunction(shownHere, before);
  }
  throw new Error(`no end after ${SCREENS_AT_MOST} screens: ${put.join(' → ')}`);
}

/** What tells one screen from another; given what was shown before, whether something else is. */
function shownHere(before?: unknown): unknown {
  const root = document.querySelector('rdp-diagnosis')?.shadowRoot?.querySelector<HTMLElement>('.root');
  const now = `${root?.dataset.screen} ${root?.querySelector('#heading')?.textContent}`;
  return before === undefined ? now : now !== before;
}
const shown = (page: Page): Promise<unknown> => page.evaluate(shownHere, undefined);

async function goOn(root: Locator, screen: string, { sees, asksForGuess }: Person, put: string[]): Promise<number> {
  if (screen !== 'asking') return press(root.locator('.acts .strong, .foot .strong').first());
  const { question, outcomes } = questionOf(((await root.locator('#heading').textContent()) ?? '').trim());
  put.push(question);
  const answer = Object.entries(sees).find(([id]) => id === question)?.[1];
  const enough = root.locator('.enough');
  if (answer === undefined && asksForGuess && (await enough.count()) > 0) return press(enough);
  const thirds = root.locator('.thirds button');
  const outcome = outcomes.indexOf(answer ?? '');
  if ((await thirds.count()) > 0) return press(outcome < 0 ? thirds.last() : thirds.nth(outcome));
  const choice = root.locator(`.answers input[value="${answer ?? 'unknown'}"]`);
  const opened = (await choice.count()) === 0 ? await press(root.locator('.answers .other')) : 0;
  await choice.check();
  return opened + 1 + (await press(root.locator('.acts .strong')));
}

interface Asked {
  readonly title: string;
  readonly try?: { readonly title: string; readonly outcomes: readonly { readonly answer: string }[] };
}

/** Which question stands there, by its words, and in which order its outcomes are, where it is tried. */
function questionOf(heading: string): { readonly question: string; readonly outcomes: readonly string[] } {
  const { questions }: { questions: Readonly<Record<string, Asked>> } = JSON.parse(
    readFileSync(path.join(SITE, 'knowledge.json'), 'utf8'),
  ).words;
  const found = Object.entries(questions).find(([, asked]) => [asked.title, asked.try?.title].includes(heading));
  return { question: found?.[0] ?? 'reach', outcomes: found?.[1].try?.outcomes.map(({ answer }) => answer) ?? [] };
}

/** What the eye reads: neither what is folded away nor what only a screen reader is told. */
function textSeen(root: HTMLElement | SVGElement): string {
  if (!(root instanceof HTMLElement)) return '';
  const unseen = [...root.querySelectorAll<HTMLElement>('.unseen')];
  for (const element of unseen) element.style.display = 'none';
  // biome-ignore lint/performance/useDomNodeTextContent: it leaves out what is folded away
  const text = root.innerText;
  for (const element of unseen) element.style.display = '';
  return text;
}

/** How many presses it took: none where the screen went on by itself, as while words are still read. */
async function press(button: Locator): Promise<number> {
  return button.click({ timeout: GOES_ON_WITHIN_MS }).then(
    () => 1,
    () => 0,
  );
}

/** The remedy names its cause in the link to where the special cases stand; it is fetched when a verdict stands. */
async function causeOf(root: Locator, screen: string): Promise<string> {
  if (screen !== 'concluded') return '';
  const address = await root.locator('p.ours a[href*="/causes/"]').first().getAttribute('href');
  return /\/causes\/([\w-]+)/.exec(address ?? '')?.[1] ?? '';
}
