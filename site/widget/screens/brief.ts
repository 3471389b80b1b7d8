import { html, nothing, type TemplateResult } from 'lit';
import type { VerdictView } from '../../../machines/diagnosis/proof.ts';
import { path } from './path.ts';
import type { RenderContext } from './render-context.ts';
import { screenHeading } from './screen.ts';
import { sureWord } from './sure-word.ts';

/** In a popup: the verdict in short, the path, and a button that stays in view. All else waits behind it. */
export function brief(context: RenderContext, verdict: VerdictView): TemplateResult {
  const { view, say } = context;
  const isHealthy = view.path.clear;
  const words = isHealthy
    ? say('brief.healthy', { target: view.target })
    : verdict.level === 'guess'
      ? say('verdict.guess.is', { cause: verdict.title })
      : verdict.short;
  return html`${isHealthy || verdict.level === 'sure' ? nothing : sureWord(context, verdict)} ${screenHeading(context)}
    ${[view.heading, view.path.sentence].includes(words) ? nothing : html`<p class="after-ask soft">${words}</p>`}
    ${path(context, true)}
    <div class="stick">${acts(context, isHealthy)}</div>`;
}

/** A question is put only to somebody who wants one. */
function acts({ view, say, send, change }: RenderContext, isHealthy: boolean): TemplateResult {
  const ask = () => send({ type: 'question.requested' });
  const show = ({ currentTarget }: Event) => {
    const root = currentTarget instanceof Element ? currentTarget.getRootNode() : undefined;
    change({ whole: true });
    // Once it is drawn: the button that was pressed is gone.
    setTimeout(() => root instanceof ShadowRoot && root.querySelector<HTMLElement>('#heading')?.focus());
  };
  if (isHealthy)
    return html`<button class="strong" part="button strong" @click=${view.can.askMore ? ask : show}>${say('brief.still')}</button>`;
  return html`<button class="strong" part="button strong" @click=${show}>${say('brief.act')}</button>
    ${view.can.askMore ? html`<button class="plain less" part="button plain" @click=${ask}>${say('brief.narrow')}</button>` : nothing}`;
}
