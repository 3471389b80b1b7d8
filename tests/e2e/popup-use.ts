import type { Engine } from './engine.ts';
import type { Screen } from './screen.ts';

/** Types into the popup's field and checks. */
export async function check(page: Screen, text: string): Promise<void> {
  await page.fill('#said', text);
  await page.click('#check');
}

/** Presses what stands in the bar's menu. */
export async function pressInMenu(page: Screen, selector: string): Promise<void> {
  await page.click('#more summary');
  await page.click(selector);
}

/** The popup at its beginning, once it has met the helper. */
export async function readyPopup(browser: Engine): Promise<Screen> {
  const page = await browser.open('popup.html');
  // Until it has looked for the helper, the case of before may still come up.
  await page.seen('#helper-word:disabled');
  await page.click('#home');
  await page.seen('#idle');
  return page;
}

export async function checkFresh(browser: Engine, text: string): Promise<Screen> {
  const page = await readyPopup(browser);
  await check(page, text);
  return page;
}
