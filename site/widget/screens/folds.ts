import { html, nothing, type TemplateResult } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { UNFOLDED } from '../../../machines/unfolded.ts';
import type { findingOut, helperHelp, historyEntries } from './fold-insides.ts';
import type { RenderContext } from './render-context.ts';

/** Finding out is folded under the question: how to, and a box for what came of it. */
export function findOutFold(
  context: RenderContext,
  inside: typeof findingOut | undefined,
): TemplateResult | typeof nothing {
  const { question } = context.view;
  if (question === undefined) return nothing;
  const fold = html`<details part="fold" ?open=${question.id === UNFOLDED}>
    <summary>${context.say('asking.find-out')}</summary>
    <div class="inside flow">${inside?.(context, question.help)}</div>
  </details>`;
  return html`${keyed(question.id, fold)}`;
}

/** Everything the person told. The title stands from the first frame on, so that nothing jumps. */
export function history(
  context: RenderContext,
  entries: typeof historyEntries | undefined,
): TemplateResult | typeof nothing {
  const { view, say } = context;
  const changeable = !['checking', 'verifying', 'reading', 'resolved'].includes(view.screen);
  if (view.history.length === 0 || !changeable) return nothing;
  return html`<details part="fold history">
      <summary>${say('history.title')} (${view.history.length})</summary>
      <div class="inside">${entries?.(context)}</div>
    </details>`;
}

/** Why no check was made, and what to do about it. */
export function helperNote(
  context: RenderContext,
  help: typeof helperHelp | undefined,
): TemplateResult | typeof nothing {
  const { helper, screen } = context.view;
  if (helper === undefined || !['asking', 'concluded', 'cannot-tell', 'mending'].includes(screen)) return nothing;
  return html`<details part="fold helper">
      <summary>${helper.sentence}</summary>
      <div class="inside flow">${help?.(context, helper)}</div>
    </details>`;
}
