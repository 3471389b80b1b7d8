import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright';
import { answerToVerdict, SITE, toQuestion } from './pages.ts';

/**
 * Every kind of page and every state of the flow, named once: for pictures, access rules and budgets. The page of the
 * flow comes with its states.
 */
export const pageTypes = (): Readonly<Record<string, string>> => ({
  start: '',
  guides: 'guides/',
  guide: 'guides/error-0x4/',
  glossary: 'guides/glossary/',
  causes: 'causes/',
  cause: 'causes/port-blocked/',
  step: 'steps/port-test/',
  codes: 'codes/',
  questions: 'questions/',
  code: 'codes/mac-client/0x4/',
  message: `codes/message/${firstIn('codes/message')}/`,
  search: 'search/',
  found: 'search/#q=firewall',
  'found-nothing': 'search/#q=zzzzzzzz',
  helper: 'helper/',
  'helper-install': 'helper/install/',
  'helper-use': 'helper/use/',
  'helper-company': 'helper/company/',
  'helper-privacy': 'helper/privacy/',
  'helper-support': 'helper/support/',
  offline: 'offline/',
  cases: 'cases/',
  report: 'report/',
  embed: 'embed/',
  'embed-docs': 'embed/docs/',
  'flow-drawn': 'flow/',
  lost: 'lost/',
  nowhere: 'nowhere/',
});

/** Some page of a folder: which ones there are is up to the content. */
function firstIn(folder: string): string {
  const [first] = readdirSync(path.join(SITE, folder), { withFileTypes: true }).filter(entry => entry.isDirectory());
  if (!first) throw new Error(`no page under ${folder}`);
  return first.name;
}

/** Opens a page anew, also where only the fragment differs, and waits until what it shows is there. */
export async function visit(page: Page, url: string, address: string): Promise<void> {
  await page.goto('about:blank');
  await page.goto(url + address);
  await page.evaluate(() => document.fonts.ready);
  if (/^(?:diagnose|embed\/$)/.test(address)) await page.locator('rdp-diagnosis #heading').waitFor();
  if (address === 'offline/') await page.locator('#stored-state:not(:empty)').waitFor();
  if (/^search\/#/.test(address)) await page.locator('#found:not(:empty)').waitFor();
}

/** The words that the flow shows, by their key. */
export const uiWords = (): Readonly<Record<string, string>> =>
  JSON.parse(readFileSync(path.join(SITE, 'knowledge.json'), 'utf8')).words.ui;

const DIALOG =
  'We couldn’t connect to the remote PC. Make sure the PC is turned on and connected to the network.\nError code: 0x4';
const PING = `Pinging 192.0.2.7 with 32 bytes of data:
Request timed out.
Request timed out.
Request timed out.
Request timed out.

Ping statistics for 192.0.2.7:
    Packets: Sent = 4, Received = 0, Lost = 4 (100% loss),`;

/** Presses the flow's buttons by the key of their words. */
export function pressesIn(flow: Locator): (key: string) => Promise<void> {
  const words = uiWords();
  return key =>
    flow
      .getByRole('button', { name: words[key] ?? key, exact: true })
      .first()
      .click();
}

/** Walks the flow as a person does, from the empty field to the report, and stops at each state by its name. */
export async function* walkFlow(page: Page, url: string): AsyncGenerator<string> {
  const flow = page.locator('rdp-diagnosis');
  const press = pressesIn(flow);
  const on = (screen: string) => flow.locator(`.root[data-screen="${screen}"]`).waitFor();

  await visit(page, url, 'diagnose/');
  yield 'describing';
  await flow.locator('#said').fill(DIALOG);
  await flow.locator('.understood :is(li, label)').first().waitFor();
  yield 'understood';
  await flow.locator('.ask button.strong').click();
  await on('asking');
  yield 'trying';
  await toQuestion(page);
  yield 'asking';
  await flow.locator('.acts button.strong').click();
  await flow.locator('.notice').waitFor();
  yield 'asking-unanswered';
  await flow.locator('.folds > details').first().locator('summary').click();
  yield 'finding-out';
  await flow.locator('textarea.code').fill(PING);
  await press('reading.read');
  await on('reading');
  yield 'reading';
  await press('reading.take');
  await on('asking');
  await answerToVerdict(page);
  yield 'concluded';
  await flow.locator('[part~="history"] summary').click();
  yield 'history';
  await press('remedy.fails');
  await on('crossed-off');
  yield 'crossed-off';
  await press('crossed.restore');
  await on('mending');
  yield 'mending';
  await press('remedy.works');
  await on('resolved');
  yield 'resolved';
  await press('resolved.again');
  await on('crossed-off');
  await press('cannot-tell.send.act');
  await on('handed-over');
  yield 'handed-over';
  await visit(page, url, 'report/');
  await page.locator('#report :is(dl, ul)').first().waitFor();
  yield 'report-filled';
  await visit(page, url, 'cases/');
  yield 'cases-filled';
}
