import browser from 'webextension-polyfill';

/** What Chromium adds to the common API, [developer.chrome.com/docs/extensions/reference/api/sidePanel]. */
interface SidePanel {
  open(options: { readonly windowId: number }): Promise<void>;
}
declare const chrome: { readonly sidePanel?: SidePanel } | undefined;

/** Opens the flow beside the page: Chromium's side panel, Firefox's sidebar. Only at the person's click. */
export async function openPanel(): Promise<void> {
  if (import.meta.env.FIREFOX) return browser.sidebarAction.open();
  await chrome?.sidePanel?.open({ windowId: currentWindow });
}

/** Both want to be called at once, so the window's id must be known before the click. */
let currentWindow = -1;
void browser.windows.getCurrent().then(({ id }) => {
  currentWindow = id ?? -1;
});
