import browser from 'webextension-polyfill';
import { say } from '../../../machines/diagnosis/words.ts';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { find } from '../../pages/find.ts';
import { loadPolicy } from '../../storage/stored-settings.ts';
import { DOWNLOAD_FILES, downloadsFor, parseDownloads } from '../../wire/downloads.ts';

/**
 * Shows the installers for this system in place of the steps in a terminal; whether there are any. The company's copy comes
 * before the publisher's; a build that names neither has the file that the extension carries.
 */
export async function showDownloads(knowledge: Knowledge): Promise<boolean> {
  const [policy, { os, arch }] = await Promise.all([loadPolicy(), browser.runtime.getPlatformInfo()]);
  const folder = policy.downloads ?? parseDownloads(import.meta.env.DOWNLOADS);
  const offer = downloadsFor(os, arch);
  if (folder === undefined || offer === undefined) return false;
  const links = offer.downloads.map(id => {
    const link = document.createElement('a');
    link.href = `${folder}${DOWNLOAD_FILES[id]}`;
    link.textContent = say(knowledge, 'popup.download.file', { file: DOWNLOAD_FILES[id] });
    return link;
  });
  const or = ` ${say(knowledge, 'popup.download.or')} `;
  find('download-files', HTMLElement).replaceChildren(
    ...links.flatMap((link, index) => (index === 0 ? [link] : [or, link])),
  );
  const title = offer.opening === 'linux' ? 'popup.download.title.linux' : 'popup.download.title';
  find('steps-title', HTMLElement).textContent = say(knowledge, title);
  find('download-open', HTMLElement).textContent = say(knowledge, `popup.download.open.${offer.opening}`);
  find('download', HTMLElement).hidden = false;
  find('by-hand', HTMLElement).hidden = true;
  return true;
}
