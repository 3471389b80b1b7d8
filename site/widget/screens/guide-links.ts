import { html, nothing, type TemplateResult } from 'lit';
import type { HistoryEntry } from '../../../machines/diagnosis/first-view.ts';
import type { RenderContext } from './render-context.ts';

const AT_ONCE = 2;
const SHOWN_ON: readonly string[] = ['asking', 'concluded', 'cannot-tell', 'crossed-off', 'mending'];

/** The guides that hold the special case of what was told, above the screen: who has found theirs need not go on. */
export function guideLinks({ view, say }: RenderContext): TemplateResult | typeof nothing {
  const guides = SHOWN_ON.includes(view.screen) ? guidesFor(view.history, say) : [];
  if (guides.length === 0) return nothing;
  return html`<p class="notice ours guides">
    ${say('guide.have')} ${guides.map(([page, name]) => html`<a href=${`/guides/${page}/`}>${name}</a> `)}
  </p>`;
}

/**
 * Page and name of each, the newest answer first. Which answer leads where is content: `guide.QUESTION.ANSWER` names the
 * guide, and `guide.QUESTION.ANSWER.page` says which one it is.
 */
export function guidesFor(
  history: readonly Pick<HistoryEntry, 'question' | 'answerId'>[],
  say: (key: string) => string,
): readonly (readonly [page: string, name: string])[] {
  const named = history.flatMap(({ question, answerId }) => {
    const key = `guide.${question}.${answerId}`;
    const page = say(`${key}.page`);
    // A string that is not there shows its key.
    return page === `${key}.page` ? [] : [[page, say(key)] as const];
  });
  return [...new Map(named.toReversed())].slice(0, AT_ONCE);
}
