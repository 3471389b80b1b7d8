import { css } from 'lit';

/** The line: a list first, drawn on top of it. It lies on every screen, and stands while a check fills it in a narrow box. */
export const pathStyles = css`
  .path { container-type: inline-size; margin-bottom: var(--space-5) }
  .rail {
    --joint: 24px; --at: 50%; --end: 30px; --head: 4px; --thick: 5px; --drop: 12px; --told: 2px; --cell: calc((100cqi - var(--end)) / 5);
    --back: calc(var(--cell) / 2); position: relative; display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)) var(--end);
    grid-template-rows: var(--head) auto;
  }
  .rail:has(.belief) { --head: 34px }
  .rail > ol { grid-column: 1 / -1; grid-row: 2; display: grid; grid-template-columns: subgrid; position: relative; z-index: 1 }
  .rail li { position: relative; text-align: center; font-size: var(--size-1); line-height: 1.25; padding-inline: 2px; min-width: 0 }
  .rail .joint { width: var(--joint); height: var(--joint); margin-inline: auto; position: relative; z-index: 1 }
  .rail .place { display: block; margin-top: var(--space-2); font-weight: var(--weight-strong); text-wrap: balance }
  .rail .seen { display: none }
  .rail :is([data-state='waiting'], [data-state='skipped']) > .place, .rail [data-state='waiting'] .part { font-weight: var(--weight-text); color: var(--ink-soft) }
  .rail [data-state='maybe'] > .seen { color: var(--unknown-text); font-weight: var(--weight-strong) }
  .rail [data-state='unknown'] > .seen { color: var(--unknown-text) }
  /* The piece that leads to a joint looks like what is known of it. */
  .rail li:not(:first-child)::before {
    content: ''; position: absolute; inset-inline-start: calc(var(--at) - 100%); width: 100%; top: calc(var(--joint) / 2 - var(--thick) / 2); height: var(--thick);
    background: linear-gradient(var(--edge) 0 0) center / 100% 1.5px no-repeat;
  }
  .rail li[data-in='passed']::before { background: var(--passed) }
  .rail li[data-in='told']:not(:first-child)::before {
    border-block: var(--told) solid var(--passed); background: var(--passed-wash); height: calc(var(--thick) + 2px); margin-top: -1px;
  }
  .rail li[data-in='unknown']::before { background: repeating-linear-gradient(90deg, var(--unknown) 0 7px, transparent 7px 12px) }
  /* What is drawn from the left reads from the right there: the same picture, turned. */
  .rail li:not(:first-child)::before { scale: var(--way) 1 }
  .rail li.end { padding: 0 }
  .rail li.end:not(:first-child)::before { inset-inline-start: calc(-1 * var(--back)); width: calc(var(--back) + 8px) }
  .rail li.end svg { width: var(--end); height: var(--joint); position: relative; z-index: 1; margin-inline-start: auto }
  .glass { fill: var(--surface); stroke: var(--edge); stroke-width: 2 }
  .lit, .loose { display: none }
  /* Belief: a soft bracket over the places that are left; dashed over several. */
  .belief {
    grid-row: 1 / span 2; position: relative; align-self: start; height: calc(var(--head) + var(--joint) / 2 + 1px); margin-inline: 3px;
    color: var(--unknown-text); font-size: var(--size-1); line-height: 16px; font-weight: var(--weight-strong);
  }
  .belief::after {
    content: ''; position: absolute; inset: 21px 0 0; border: 2px solid var(--unknown); border-block-end: 0; border-start-start-radius: 12px;
    border-start-end-radius: 12px; background: linear-gradient(var(--unknown-wash), color-mix(in oklab, var(--unknown-wash) 40%, transparent));
  }
  .belief.wide::after { border-style: dashed }
  .belief > span { position: absolute; top: 0; inset-inline: -60px; text-align: center; white-space: nowrap }
  .belief.first > span { inset-inline: 0 auto; text-align: start }
  .belief.last > span { inset-inline: auto 0; text-align: end }
  .says-it { margin-top: var(--space-3); color: var(--ink-soft); font-size: var(--size-2); line-height: 1.4; max-width: 70ch }
  /* A place that is not settled can be tapped: the target is the whole cell. */
  .rail .part {
    all: unset; box-sizing: border-box; display: block; width: 100%; margin-top: var(--space-2); cursor: pointer; text-wrap: balance;
    text-decoration: underline dotted 1.5px var(--edge); text-underline-offset: 0.25em;
  }
  .rail .part::after { content: ''; position: absolute; inset: -10px 0 -8px }
  .rail .part:hover { text-decoration-color: currentColor }
  .rail .part:focus-visible { outline: 3px solid var(--focus); outline-offset: 3px; border-radius: 3px }
  @container (max-width: 340px) {
    .rail li { font-size: 12px; letter-spacing: -0.02em; padding-inline: 0; overflow-wrap: normal }
  }
  @container (min-width: 600px) {
    .rail { --joint: 30px; --at: 15px; --end: 44px; --thick: 6px; --drop: 16px; --back: calc(var(--cell) - 15px) }
    .rail li:not(.end) { text-align: start; font-size: var(--size-2); padding-inline: 0 var(--space-4) }
    .rail .joint { margin-inline: 0 }
    .rail .place, .rail .part { margin-top: var(--space-3) }
    .rail .part { width: fit-content }
    .rail .seen { display: block; color: var(--ink-soft); margin-top: 2px; text-wrap: pretty }
    .rail:has(.belief) { --head: 40px }
    .belief { margin-inline: -6px calc(var(--cell) - var(--joint) - 14px); font-size: var(--size-2) }
    .belief::after { inset-block-start: 23px }
    .belief > span, .belief.first > span, .belief.last > span { inset-inline: 2px auto; text-align: start }
    .says-it { margin-top: var(--space-4); font-size: var(--size-3) }
  }
`;
