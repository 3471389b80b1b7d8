import type { Tab } from './tab.ts';
import { WidgetPage } from './widget-page.ts';

const FOUND = [{ question: 'port', answer: 'silent', source: 'probe', elapsedMs: 6000 }];
const STAGES = [
  { stage: 'name', outcome: 'passed', elapsedMs: 3 },
  { stage: 'path', outcome: 'passed', elapsedMs: 12 },
  { stage: 'port', outcome: 'failed', elapsedMs: 6000 },
];
/** A case that was stopped here: so the line breaks, as it does after a check, and every kind of box is seen. */
export const STOPPED: Readonly<Record<string, object>> = {
  describing: { stages: [], findings: [] },
  asking: { stages: STAGES, findings: FOUND, question: 'vpn' },
  concluded: { stages: STAGES, findings: FOUND },
  mending: { stages: STAGES, findings: FOUND, remedy: 'port-blocked' },
  'handed-over': { stages: STAGES, findings: FOUND },
};
const target = { host: 'pc1.example.test', port: 3389 };

/** The widget in an article, at a screen, with the knowledge of `address`. All folds are open, the first answer is chosen. */
export async function openStopped(
  visitor: Tab,
  {
    article,
    knowledge,
    screen,
    width,
  }: Readonly<Record<'article' | 'knowledge' | 'screen', string>> & { width: number },
): Promise<WidgetPage> {
  await visitor.goto(article);
  const saved = { version: 1, screen, probe: true, target, asked: [], tried: [], ...STOPPED[screen] };
  await visitor.evaluate(`(() => {
    const flow = document.createElement('rdp-diagnosis');
    flow.setAttribute('knowledge', '${knowledge}');
    flow.store = { load: async () => (${JSON.stringify(saved)}), save() {} };
    flow.style.width = '${width}px';
    document.querySelector('h1').after(flow);
    flow.scrollIntoView();
  })()`);
  const person = new WidgetPage(visitor);
  await person.screen(screen);
  // What is folded away is drawn a frame after the rest. Motion is over, or it would be measured.
  // A full stop stands apart from its Latin word in a text that reads from the right: no pair may be kerned.
  await person.sees(`(async () => {
    const unkerned = new CSSStyleSheet();
    unkerned.replaceSync('* { font-kerning: none !important }');
    flow.shadowRoot.adoptedStyleSheets.push(unkerned);
    const pause = () => new Promise(resolve => setTimeout(resolve, 20));
    while ([...$$('.inside')].some(inside => inside.childElementCount === 0)) await pause();
    for (const fold of $$('details')) fold.open = true;
    $('.answers input')?.click();
    await flow.updateComplete;
    document.activeElement?.blur();
    await Promise.all(flow.shadowRoot.getAnimations().map(motion => motion.finish()));
    if ($('.report')) while ($('.report').textContent === '') await pause();
  })()`);
  return person;
}
