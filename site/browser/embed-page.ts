import { localStore } from '../widget/element/store.ts';
import { watchHeight } from '../widget/element/watch-height.ts';
import type { CaseStore } from '../widget/index.ts';
import { parseFragment } from './case-fragment.ts';
import { Embedder, originOfAncestor } from './embedder.ts';
import { flowElement, suggestTo } from './flow-element.ts';

/** Events of the widget that the embedding page receives. The frame reports its own height itself. */
const EVENTS = [
  'reconnect-start',
  'reconnect-answer',
  'reconnect-verdict',
  'reconnect-resolved',
  'reconnect-handover',
] as const;

/** What the frame’s address may set besides code, surface and target. The element cuts and reads each of them. */
const TAKEN = ['theme', 'lang', 'cause', 'audience'] as const;
/** Words and addresses of the author. Without a page around they would be anybody's on our own address. */
const AUTHOR = ['support', 'hand-over', 'local-step'] as const;
const LONGEST = 10_000;
const NOWHERE: CaseStore = { load: async () => undefined, save: () => undefined };

const isFramed = window.parent !== window;
// The frame’s address is written by the help page, in its query; a fragment would do as well.
const asked = new URLSearchParams(location.search.slice(0, LONGEST));
const flow = flowElement();
if (flow) {
  const { code, surface, target } = parseFragment(location.search.slice(1, LONGEST));
  const known = { ...(code && { code }), ...(surface && { surface }), ...(target && { target }), findings: [] };
  // Under a name of its own, since the guide keeps its case on the same origin.
  const kept = asked.has('remember') ? localStore('embed') : NOWHERE;
  suggestTo(flow, known, isFramed ? (originOfAncestor() ?? 'page') : 'link', kept);
}
for (const name of isFramed ? [...TAKEN, ...AUTHOR] : TAKEN) {
  const value = asked.get(name);
  if (value !== null && (name !== 'lang' || /^[a-z-]{1,12}$/i.test(value))) flow?.setAttribute(name, value);
}
const theme = asked.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

if (isFramed) {
  const embedder = new Embedder();
  for (const type of EVENTS)
    document.addEventListener(type, event => embedder.emit({ type, detail: 'detail' in event ? event.detail : null }));
  watchHeight(document.body, height => {
    // While the flow is on its way there is nothing yet; a frame without height would not be in sight.
    if (height > 0) embedder.emit({ type: 'reconnect-resize', detail: { height } });
  });
}
