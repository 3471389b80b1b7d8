import '../widget/index.ts';
import './code-filter.ts';
import { parseFragment } from './case-fragment.ts';
import { prepareCommands } from './commands.ts';
import { goOnFrom } from './flow-element.ts';
import { prepareKeeping } from './keeping-choice.ts';

/** The whole guide in one file. Its knowledge lies in the page, since a page from a stick may fetch nothing. */
const knowledge = JSON.parse(document.querySelector('#knowledge')?.textContent ?? 'null');

start('');
prepareKeeping();
prepareCommands();
document.addEventListener('click', event => {
  const link = event.target instanceof Element ? event.target.closest<HTMLElement>('a[data-known]') : null;
  if (link !== null) start(link.dataset.known ?? '');
});

/** Begins the flow with what a link knows, in the place of the one that was there. It looks for no knowledge elsewhere. */
function start(known: string): void {
  const old = document.querySelector('#flow');
  const flow = document.createElement('rdp-diagnosis');
  flow.id = 'flow';
  flow.knowledge = knowledge;
  goOnFrom(flow, parseFragment(known));
  old?.replaceWith(flow);
}
