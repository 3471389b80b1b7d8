import { parseFragment } from './case-fragment.ts';
import { flowElement, nameInTag } from './flow-element.ts';

/** Events of the widget that the page around the frame may hear. */
const EVENTS = [
  'reconnect-start',
  'reconnect-answer',
  'reconnect-verdict',
  'reconnect-resolved',
  'reconnect-handover',
  'reconnect-resize',
] as const;

// The frame's address is written by the help page, in its query; a fragment would do as well.
const asked = new URLSearchParams(location.search);
const flow = flowElement();
if (flow) nameInTag(flow, parseFragment(location.search.slice(1)));
for (const name of ['theme', 'lang']) {
  const value = asked.get(name);
  if (value !== null && /^[a-z-]{1,12}$/i.test(value)) flow?.setAttribute(name, value);
}
const theme = asked.get('theme');
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

if (window.parent !== window) {
  for (const type of EVENTS)
    document.addEventListener(type, event => tell(type, 'detail' in event ? event.detail : null));
  let told = 0;
  new ResizeObserver(() => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    tell('reconnect-resize', { height });
  }).observe(document.body);
}

/** Whoever embeds the frame may listen: nothing in these messages names a host or an account but what was redacted. */
function tell(type: string, detail: unknown): void {
  window.parent.postMessage({ source: 'reconnect', type, detail }, '*');
}
