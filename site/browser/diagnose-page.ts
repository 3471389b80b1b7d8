import { parseFragment } from './case-fragment.ts';
import { startFlow } from './flow-element.ts';

startFlow(parseFragment(location.hash));
// Another link to the flow while it stands open: `#code=…` from a shortcut or a help page.
addEventListener('hashchange', () => startFlow(parseFragment(location.hash)));
