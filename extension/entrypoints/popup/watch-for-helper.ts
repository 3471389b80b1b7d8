import { find } from '../../pages/find.ts';

const EVERY_MS = 2_000;

/** Looks again and again while a person reads how to install the helper, so that the window shows by itself when it is there. */
export function watchForHelper(look: () => void): void {
  setInterval(() => {
    const isInstalling = !document.hidden && document.body.dataset.screen === 'missing';
    if (isInstalling && !find('steps', HTMLElement).hidden) look();
  }, EVERY_MS);
}
