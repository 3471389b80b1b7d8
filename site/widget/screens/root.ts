import { html, type TemplateResult } from 'lit';
import type { Knowledge } from '../../../machines/knowledge.ts';
import { type After, screenOf } from './index.ts';
import type { RenderContext } from './render-context.ts';

/** The box around every screen, in the language of the knowledge. */
export function rootOf(
  context: RenderContext,
  { language, direction }: Knowledge,
  after: After | undefined,
): TemplateResult {
  const { view, say } = context;
  return html`<div
    class="root"
    part="root"
    role="group"
    lang=${language}
    dir=${direction}
    aria-label=${say('widget.label')}
    data-screen=${view.screen}
  >
    <p class="unseen" role="status">${view.announcement === view.heading ? '' : view.announcement}</p>
    ${screenOf(context, after)}
  </div>`;
}
