import { parseFragment } from './case-fragment.ts';
import { flowElement, startFlow } from './flow-element.ts';

begin();
// Another link to the flow while it stands open: `#code=…` from a shortcut or a help page.
addEventListener('hashchange', () => location.reload());

function begin(): void {
  const flow = flowElement();
  if (!flow) return;
  const known = parseFragment(location.hash);
  startFlow(flow, known);
  // What was told once is part of the case from here on; told again after a reload it would undo what came since.
  if (known.text !== undefined || known.findings.length > 0) history.replaceState(null, '', location.pathname);
}
