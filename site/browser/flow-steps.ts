import type { RdpDiagnosis } from '../widget/index.ts';

/** A screen of the flow as an entry of the browser's history: its number, counted from the first. */
interface Step {
  readonly step: number;
}

/**
 * On our own page Back is back in the flow, each screen an entry, and the title names the screen. In the embed nothing
 * touches the history of the page around it.
 */
export function keepSteps(flow: RdpDiagnosis): void {
  const { title } = document;
  let current = stepOf(history.state) ?? 0;
  let isFirst = true;
  /** The move that is under way came from the browser, or is given to it: it makes no entry. */
  let isMoving = false;
  flow.screenShown = ({ heading, isBack, isFresh }) => {
    document.title = isFresh ? title : `${heading} · Reconnect`;
    if (isFirst) history.replaceState({ step: current } satisfies Step, '');
    else if (!isMoving && isBack && current > 0) {
      isMoving = true;
      history.back();
      return;
    } else if (!isMoving) history.pushState({ step: ++current } satisfies Step, '');
    isFirst = false;
    isMoving = false;
  };
  window.addEventListener('popstate', ({ state }) => {
    const step = stepOf(state) ?? 0;
    const isBack = step < current;
    current = step;
    if (isMoving) {
      isMoving = false;
      return;
    }
    if (!isBack) return;
    isMoving = true;
    flow.send({ type: 'step.back' });
    isMoving = false;
  });
}

function stepOf(state: unknown): number | undefined {
  const step: unknown = Object(state).step;
  return typeof step === 'number' && Number.isSafeInteger(step) && step >= 0 ? step : undefined;
}
