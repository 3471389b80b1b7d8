import { watchHeight } from '../widget/element/watch-height.ts';
import { parseFragment } from './case-fragment.ts';
import { Embedder } from './embedder.ts';
import { flowElement, nameInTag } from './flow-element.ts';

/** Events of the widget that the page around the frame may hear. Its own height the frame tells itself. */
const EVENTS = [
  'reconnect-start',
  'reconnect-answer',
  'reconnect-verdict',
  'reconnect-resolved',
  'reconnect-handover',
] as const;

/** What the frame’s address may set besides code, surface and target. The element cuts and reads each of them. */
const TAKEN = ['theme', 'lang', 'cause', 'audience', 'support', 'hand-over', 'local-step'] as const;
const LONGEST = 10_000;

// The frame's address is written by the help page, in its query; a fragment would do as well.
const asked = new URLSearchParams(location.search.slice(0, LONGEST));
const flow = flowElement();
if (flow) nameInTag(flow, parseFragment(location.search.slice(1, LONGEST)));
for (const name of TAKEN) {
  const value = asked.get(name);
  if (value !== null && (name !== 'lang' || /^[a-z-]{1,12}$/i.test(value))) flow?.setAttribute(name, value);
}
// The page around allows it; under a name of its own, since the guide keeps its case on the same origin.
if (asked.has('remember')) flow?.setAttribute('remember', 'embed');
const theme = asked.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

if (window.parent !== window) {
  const embedder = new Embedder();
  for (const type of EVENTS)
    document.addEventListener(type, event => embedder.tell({ type, detail: 'detail' in event ? event.detail : null }));
  watchHeight(document.body, height => {
    // While the flow is on its way there is nothing yet; a frame without height would not be in sight.
    if (height > 0) embedder.tell({ type: 'reconnect-resize', detail: { height } });
  });
}
