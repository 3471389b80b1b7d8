import browser from 'webextension-polyfill';
import { find } from '../../pages/find.ts';
import { GUIDE_ORIGINS } from '../../settings/allowed-origins.ts';
import { loadConsents, revokeConsent } from '../../settings/consents.ts';
import { matchPattern, parseOrigin } from '../../settings/origins.ts';
import { SETTINGS_LIMITS, type Settings } from '../../settings/settings.ts';
import type { OptionsParts } from './parts.ts';
import { drawRows, type Row } from './rows.ts';

/** Adding a page asks the browser for access to it, and only to it; taking it away gives the access back. */
export function takeOrigins({ change, say }: OptionsParts): void {
  find('add-origin', HTMLFormElement).addEventListener('submit', async event => {
    event.preventDefault();
    const field = find('origin', HTMLInputElement);
    const origin = parseOrigin(field.value);
    const wrong = find('origin-wrong', HTMLElement);
    wrong.textContent = origin === undefined ? say('options.pages.wrong') : '';
    if (origin === undefined) return field.focus();
    if (!(await letIn(origin))) {
      wrong.textContent = say('options.pages.refused');
      return;
    }
    field.value = '';
    await change(({ origins }) => ({ origins: [...new Set([origin, ...origins])].slice(0, SETTINGS_LIMITS.origins) }));
  });
}

/** Whose pages may ask, and which of them were told that they need not ask each time. */
export async function drawOrigins({ origins }: Settings, { policy, say, change }: OptionsParts): Promise<void> {
  find('pages-section', HTMLElement).hidden = policy.off.includes('page-checks');
  const consents = await loadConsents();
  const held = (origin: string) => consents.find(consent => consent.origin === origin)?.always;
  const builtIn = [...new Set([...GUIDE_ORIGINS, ...(policy.guide === undefined ? [] : [policy.guide])])];
  const row = (text: string): Row => ({ text, note: noteOn(held(text), say) });
  const rows = await Promise.all(
    builtIn.map(async (origin): Promise<Row> => {
      if (!GUIDE_ORIGINS.includes(origin) && !(await browser.permissions.contains({ origins: [matchPattern(origin)] })))
        return { text: origin, act: say('options.pages.let-in'), run: () => void letIn(origin) };
      return held(origin) !== undefined
        ? { ...row(origin), act: say('options.pages.revoke'), run: () => void revokeConsent(origin) }
        : row(origin);
    }),
  );
  const added = origins
    .filter(origin => !builtIn.includes(origin))
    .map(origin => ({
      ...row(origin),
      act: say('options.remove'),
      run: async () => {
        await revokeConsent(origin);
        await browser.permissions.remove({ origins: [matchPattern(origin)] });
        await change(before => ({ origins: before.origins.filter(known => known !== origin) }));
      },
    }));
  drawRows(find('origins', HTMLElement), [...rows, ...added]);
}

/** What "always" was said for; undefined where it was not. */
function noteOn(always: readonly string[] | undefined, say: OptionsParts['say']): string {
  if (always === undefined) return say('options.pages.asks');
  return always.length === 0
    ? say('options.pages.always.own')
    : say('options.pages.always', { hosts: always.join(', ') });
}

/** Only at the person's click. The background puts the content script there once the browser has agreed. */
function letIn(origin: string): Promise<boolean> {
  return browser.permissions.request({ permissions: ['scripting'], origins: [matchPattern(origin)] });
}
