import browser from 'webextension-polyfill';

/** Shows what was handed over: in the popup, or in a tab where the browser opens a popup only at the person's click. */
export async function showCase(): Promise<void> {
  await browser.action.openPopup().catch(() => browser.tabs.create({ url: browser.runtime.getURL('/page.html') }));
}
