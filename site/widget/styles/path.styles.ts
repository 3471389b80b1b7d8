import { css } from 'lit';

/** The path is a list first; the line is drawn on top of it: live line thick, dead line thin and hanging loose. */
export const pathStyles = css`
  .path { container-type: inline-size }
  .path > ol { display: grid }
  .path li {
    position: relative; display: grid; grid-template-columns: var(--path-joint) minmax(0, 1fr) auto; column-gap: var(--space-4);
    padding-bottom: var(--space-5); line-height: 1.35;
  }
  .path li:nth-last-child(2) { padding-bottom: 0 }
  .path .joint { grid-row: 1 / span 3; width: var(--path-joint); height: var(--path-joint); position: relative; z-index: 1 }
  .path .place { font-weight: var(--weight-strong); padding-top: 3px }
  .path .seen { grid-column: 2 / -1; color: var(--ink-soft); font-size: var(--size-2) }
  .path .time { grid-column: 3; grid-row: 1; padding-top: 4px; font-size: var(--size-2); font-variant-numeric: tabular-nums; color: var(--ink-soft) }
  .path .end, .path .loose { display: none }
  /* Standing: each place draws the line down to the next one, in the colour of what the next one found. */
  .path li::after {
    content: ''; position: absolute; inset-inline-start: calc(var(--path-joint) / 2 - var(--path-line) / 2); top: calc(var(--path-joint) - 2px); bottom: -2px;
    width: var(--path-line);
  }
  .path li:has(+ :is([data-state='passed'], [data-state='failed']))::after { background: var(--passed) }
  .path li:has(+ [data-state='unknown'])::after { background: repeating-linear-gradient(var(--unknown) 0 9px, transparent 9px 14px) }
  .path li:has(+ [data-state='running'])::after {
    background: linear-gradient(var(--running) 0 0) 0 0 / 100% 62% no-repeat, linear-gradient(var(--rule) 0 0);
  }
  .path li:has(+ :is([data-state='waiting'], [data-state='skipped']))::after {
    background: linear-gradient(var(--rule) 0 0) center / 2px 100% no-repeat;
  }
  .path li:has(+ .end)::after, .path [data-state='failed']::after { display: none }
  .path [data-state='failed']:not(:nth-last-child(2)) > .loose.down {
    display: block; position: absolute; inset-inline-start: 0; top: calc(var(--path-joint) + 6px); width: var(--path-joint);
    height: calc(100% - var(--path-joint) - 4px); overflow: visible;
  }
  .path :is([data-state='waiting'], [data-state='skipped']) .place { font-weight: var(--weight-text); color: var(--ink-soft) }
  .path [data-state='failed'] :is(.seen, .time) { color: var(--failed-text); font-weight: var(--weight-strong) }
  .path [data-state='running'] :is(.seen, .time) { color: var(--running-text) }
  .path [data-state='unknown'] .seen { color: var(--unknown-text) }
  .path [data-state='skipped'] .seen { color: var(--skipped-text) }
  .path .loose, .path li::before { scale: var(--way) 1 }
  .path .loose path { fill: none; stroke: var(--edge); stroke-width: 2; stroke-linecap: round; vector-effect: non-scaling-stroke }
  /* A narrow box shows what was seen only where it matters. */
  @container screen (max-width: 420px) {
    .path li { padding-bottom: 14px; column-gap: var(--space-3) }
    .path .place, .path .time { padding-top: 2px }
  }
  /* Lying: each place draws the line that leads to it. */
  @container (min-width: 640px) {
    .path > ol { grid-template-columns: repeat(5, minmax(0, 1fr)) 44px }
    .path li { display: block; padding: 26px 0 0; padding-inline-end: var(--space-4) }
    .path .joint { margin-bottom: 22px }
    .path .place, .path .seen { display: block; padding: 0 }
    .path .seen { margin-top: 2px; padding-inline-end: var(--space-3) }
    .path li::after, .path [data-state='failed']:not(:nth-last-child(2)) > .loose.down { display: none }
    .path li:not(:first-child)::before {
      content: ''; position: absolute; inset-inline-start: calc(-100% + var(--path-joint) - 2px); width: calc(100% - var(--path-joint) + 4px);
      height: var(--path-line); top: calc(26px + var(--path-joint) / 2 - var(--path-line) / 2);
    }
    .path :is([data-state='passed'], [data-state='failed'])::before { background: var(--passed) }
    .path [data-state='unknown']::before { background: repeating-linear-gradient(90deg, var(--unknown) 0 9px, transparent 9px 14px) }
    .path [data-state='running']::before {
      background: linear-gradient(var(--running) 0 0) 0 0 / 62% 100% no-repeat, linear-gradient(var(--rule) 0 0);
    }
    .path :is([data-state='waiting'], [data-state='skipped'])::before { background: linear-gradient(var(--rule) 0 0) center / 100% 2px no-repeat }
    .path .time { position: absolute; top: 0; inset-inline-start: calc(-100% + var(--path-joint)); width: calc(100% - var(--path-joint)); text-align: center; padding: 0 }
    .path [data-state='failed'] ~ li .joint, .path [data-state='failed'] ~ li::before { translate: 0 var(--path-drop) }
    .path [data-state='failed'] + li:not(:first-child)::before { display: none }
    .path [data-state='failed'] + li .loose.across {
      display: block; position: absolute; inset-inline-start: calc(-100% + var(--path-joint) + 6px); width: calc(100% - var(--path-joint) - 6px); top: 26px;
      height: 60px; overflow: visible;
    }
    .path .end { display: block; padding: 26px 0 0 }
    .path .end svg { width: 44px; height: var(--path-joint) }
    .path li.end::before { inset-inline-start: calc((100cqi - 44px) / -5 + var(--path-joint) - 2px); width: calc((100cqi - 44px) / 5 - var(--path-joint) + 7px) }
    .path [data-state='failed'] ~ .end svg { translate: 0 var(--path-drop) }
  }
  .glass { fill: var(--surface); stroke: var(--edge); stroke-width: 2 }
  .lit { display: none }
  .end[data-state='passed'] .glass { fill: var(--passed-wash); stroke: var(--passed); stroke-width: 3 }
  .end[data-state='passed'] .lit { display: block; fill: none; stroke: var(--passed); stroke-width: 3; stroke-linecap: round; stroke-linejoin: round }
`;
