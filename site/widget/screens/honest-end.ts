import { html, nothing, type TemplateResult } from 'lit';
import { path } from './path.ts';
import { recordedLine } from './reading.ts';
import type { RenderContext } from './render-context.ts';
import { screenHeading } from './screen.ts';

/** Nothing settled it: the likeliest as equals, what would settle most, and the hand-over as the strong button. */
export function cannotTell(context: RenderContext): TemplateResult | typeof nothing {
  const { view, say, send } = context;
  const { undecided } = view;
  if (undecided === undefined) return nothing;
  const { causes, telling } = undecided;
  return html`${path(context)} ${screenHeading(context)}
    <p class="why">${say('cannot-tell.text')}</p>
    ${recordedLine(view)}
    <ul class="equals">
      ${causes.map(({ title }) => html`<li><b>${title}</b></li>`)}
    </ul>
    <div class="pair">
      ${
        telling.length === 0
          ? nothing
          : html`<section>
              <h3>${say('cannot-tell.settles', { count: telling.length })}</h3>
              <ul class="less">
                ${telling.map(
                  ({ question, title }) => html`<li>
                    <b>${title}</b>
                    <button
                      class="less"
                      part="button"
                      aria-label="${say('cannot-tell.tell')}: ${title}"
                      @click=${() => send({ type: 'answer.changed', question })}
                    >
                      ${say('cannot-tell.tell')}
                    </button>
                  </li>`,
                )}
              </ul>
            </section>`
      }
      <section class="remedy">
        <h3>${say('cannot-tell.send')}</h3>
        <p class="small">${say('cannot-tell.send.text')}</p>
        <div class="row acts">
          <button class="strong" part="button strong" @click=${() => send({ type: 'case.handedOver' })}>${say('cannot-tell.send.act')}</button>
        </div>
      </section>
    </div>
    <div class="row acts">
      <button class="plain enough" part="button plain" @click=${() => send({ type: 'verdict.requested' })}>${say('cannot-tell.guess')}</button>
      <button class="plain" part="button plain" @click=${() => send({ type: 'case.resolved' })}>${say('remedy.works')}</button>
      <button class="plain" part="button plain" @click=${() => send({ type: 'step.back' })}>${say('step.back')}</button>
    </div>`;
}

/** A remedy did not help: said, crossed off in ink, and it can be put back. */
export function crossedOff(context: RenderContext): TemplateResult | typeof nothing {
  const { view, say, send } = context;
  const { crossed } = view;
  if (crossed === undefined) return nothing;
  return html`${path(context)} ${screenHeading(context)}
    <div class="crossed">
      <s>${crossed.title}</s>
      <button class="plain less" part="button plain" @click=${() => send({ type: 'remedy.restored' })}>${say('crossed.restore')}</button>
    </div>
    <section>
      <h3>${say('crossed.next')}</h3>
      <p class="soft">${crossed.next}</p>
      <div class="row acts">
        <button class="strong" part="button strong" @click=${() => send({ type: 'case.continued' })}>${say('crossed.go-on')}</button>
        <button part="button" @click=${() => send({ type: 'case.handedOver' })}>${say('cannot-tell.send.act')}</button>
      </div>
    </section>`;
}
