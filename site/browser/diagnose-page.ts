import { parseFragment } from './case-fragment.ts';
import { caseStore } from './case-store.ts';
import { lookThroughExtension } from './extension-probe.ts';
import { flowElement, goOnFrom, suggestTo } from './flow-element.ts';
import { steerByKeys } from './flow-keys.ts';
import { keepSteps } from './flow-steps.ts';
import { takeEvidence } from './handed-evidence.ts';
import { takeHandoff } from './handoff.ts';
import { ownSystem } from './own-system.ts';

const flow = flowElement();
if (flow) {
  fetchAhead(flow.getAttribute('knowledge') ?? '');
  flow.system = ownSystem();
  const known = parseFragment(location.hash);
  const evidence = takeEvidence();
  if (takeHandoff(location.hash)) goOnFrom(flow, { ...known, ...evidence });
  else {
    suggestTo(flow, known, 'link', caseStore());
    // Suggested once: after a reload the case goes on as it is by then.
    if (known.target ?? known.text ?? known.findings[0]) history.replaceState(null, '', location.pathname);
  }
  lookThroughExtension(flow);
  steerByKeys(flow);
  keepSteps(flow);
}
// The flow has its height: what stands beneath it will not be pushed about any more.
flow?.addEventListener('reconnect-resize', () => flow.toggleAttribute('data-shown', true), { once: true });
// What the flow is said to be is read before the first step, not at each.
flow?.addEventListener('reconnect-start', () => document.querySelector('.before')?.remove(), { once: true });
// What is handed over can also be saved, printed or shared.
document.addEventListener('reconnect-handover', () =>
  document.querySelector('#report-offer')?.removeAttribute('hidden'),
);
// Another link to the flow while it stands open: `#code=…` from a shortcut or a help page.
addEventListener('hashchange', () => location.reload());

/** The widget will ask for its knowledge once it runs; until then this has it under way, behind what the first paint needs. */
function fetchAhead(href: string): void {
  document.head.append(
    Object.assign(document.createElement('link'), { rel: 'preload', as: 'fetch', crossOrigin: '', href }),
  );
}
