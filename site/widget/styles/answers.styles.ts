import { css } from 'lit';

/** What the screens after the first question need beyond the controls. They come with those screens, after all other sheets. */
export const answerStyles = css`
  .root {
    /* A break keeps our colour, whatever the page sets for the line. */
    --failed: light-dark(#d1360d, #ff7a54);
    --failed-text: light-dark(#ad2a08, #ff9577);
    --on-failed: light-dark(#ffffff, #0e1412);
    --running: light-dark(#2b5fc4, #82aaff);
    --running-text: light-dark(#2453ae, #9dbcff);
    --running-wash: light-dark(#e6edfb, #1a2744);
    --skipped: light-dark(#79877f, #6f7f77);
    --font-code: ui-monospace, 'Cascadia Mono', 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace;
    --space-7: 48px;
    --radius-1: 4px;
    --fill: 1400ms;
    --calm: 260ms;
    --ease: cubic-bezier(0.2, 0.7, 0.2, 1);
  }
  @media (prefers-reduced-motion: reduce) {
    .root { --fill: 0ms; --calm: 0ms }
  }
  .lead { font-size: var(--size-4); line-height: 1.42; color: var(--ink-soft); max-width: 54ch }
  code, pre, kbd { font-family: var(--font-code); font-size: 0.89em; unicode-bidi: plaintext }
  :where(p, li, td, dd, label, span) > code {
    background: var(--sunk); border-radius: var(--radius-1); padding: 0.1em 0.32em; overflow-wrap: anywhere;
  }
  h3 { font-size: var(--size-4); margin-bottom: var(--space-3) }
  details > .inside { padding-block-end: var(--space-5); padding-inline-start: calc(9px + var(--space-3)) }
  .lead + .notice { margin-top: var(--space-4) }
  .acts + details { margin-top: var(--space-5) }
  .folds > p + details { margin-top: var(--space-3) }
  /* A line that a check drew. Broken: what is left of it hangs. */
  .rail:has(.time):not(:has(.belief)) { --head: 24px }
  .rail .time {
    position: absolute; top: -22px; inset-inline-start: calc(var(--at) - 100%); width: 100%; text-align: center; color: var(--ink-soft);
    font-variant-numeric: tabular-nums; white-space: nowrap; unicode-bidi: plaintext;
  }
  .rail [data-state='failed'] > :is(.seen, .time) { color: var(--failed-text); font-weight: var(--weight-strong) }
  .rail [data-state='failed'] ~ li > .joint, .rail [data-state='failed'] ~ li::before, .rail [data-state='failed'] ~ .end svg { translate: 0 var(--drop) }
  .rail:has([data-state='failed']) .place { margin-top: calc(var(--drop) + 4px) }
  .rail [data-state='failed'] + li:not(:first-child)::before { display: none }
  .rail .loose { overflow: visible; fill: none; stroke: var(--edge); stroke-width: 2; stroke-linecap: round; scale: var(--way) 1 }
  .rail .loose path { vector-effect: non-scaling-stroke }
  .j-failed .body { fill: var(--failed) }
  .j-failed .sign { stroke: var(--on-failed) }
  .j-skipped .body { fill: var(--surface); stroke: var(--skipped); stroke-width: 2 }
  .j-skipped .sign { stroke: var(--skipped); stroke-width: 2 }
  @container (min-width: 600px) {
    .rail:has([data-state='failed']) .place { margin-top: calc(var(--drop) + 8px) }
  }
  .marked { display: grid; grid-template-columns: 18px minmax(0, 1fr); gap: var(--space-3); line-height: 1.4 }
  .marked svg { width: 18px; height: 18px; translate: 0 3px }
  .ticks .switch { display: flex; align-items: start; padding-block: var(--space-2); line-height: 1.4 }
  .ticks > li + li { border-top: 1px solid var(--rule) }
  .marks > li + li { margin-top: var(--space-3) }
  textarea.code { font-family: var(--font-code); font-size: 14px }
  label.flow { display: block }
  a.button { text-decoration: none }
  .guides { margin-bottom: var(--space-4) }
  .rail li[data-in='running']::before {
    background: linear-gradient(var(--running) 0 0) 0 0 / 62% 100% no-repeat, linear-gradient(var(--rule) 0 0);
  }
  .rail .part[aria-expanded='true'] { font-weight: var(--weight-title); color: var(--ink); text-decoration: none; box-shadow: 0 3px 0 var(--ink) }
  .rail [data-state='failed'] + li > .loose.across {
    display: block; position: absolute; inset-inline-start: calc(var(--at) - 100% + var(--joint) / 2 + 3px); width: calc(100% - var(--joint) - 3px); top: 0;
    height: calc(var(--joint) + var(--drop));
  }
  .j-running .body { fill: var(--surface); stroke: var(--running-wash); stroke-width: 4 }
  .j-running .sign { stroke: var(--running); stroke-width: 4 }
  .j-running .core { fill: var(--running) }
  .rail [data-state='running'] > :is(.seen, .time) { color: var(--running-text) }
  .end[data-state='joined'] .glass { fill: var(--passed-wash); stroke: var(--passed); stroke-width: 3 }
  .end[data-state='joined'] .lit { display: block; fill: none; stroke: var(--passed); stroke-width: 3; stroke-linecap: round; stroke-linejoin: round }
  .part-panel { margin-top: var(--space-4); padding: var(--space-4); background: var(--surface); border: 1px solid var(--rule); border-radius: var(--radius-3) }
  .part-panel p { margin-bottom: var(--space-3) }
  /* Standing: read as a list, with what was seen beside each place. */
  @container (max-width: 599px) {
    .stand.rail { --joint: 28px; --thick: 6px; display: block }
    .stand.rail > ol { display: block }
    .stand.rail li {
      display: grid; grid-template-columns: var(--joint) minmax(0, 1fr) auto; column-gap: var(--space-3); text-align: start; font-size: var(--size-2);
      line-height: 1.35; padding: 0 0 14px;
    }
    .stand.rail li:nth-last-child(2) { padding-bottom: 0 }
    .stand.rail .joint { grid-row: 1 / span 3; margin: 0; translate: none !important }
    .stand.rail .place { margin-top: 0; padding-top: 3px }
    .stand.rail .seen { display: block; grid-column: 2 / -1; color: var(--ink-soft) }
    .stand.rail .time { position: static; grid-column: 3; grid-row: 1; width: auto; padding-top: 3px }
    .stand.rail li.end, .stand.rail li:not(:first-child)::before, .stand.rail li > .loose.across { display: none }
    .stand.rail li:not(:nth-last-child(2))::after {
      content: ''; position: absolute; inset-inline-start: calc(var(--joint) / 2 - var(--thick) / 2); width: var(--thick); top: calc(var(--joint) - 1px); bottom: -1px;
      background: linear-gradient(var(--edge) 0 0) center / 1.5px 100% no-repeat;
    }
    .stand.rail li:has(+ [data-in='passed'])::after { background: var(--passed) }
    .stand.rail li:has(+ [data-in='told'])::after { border-inline: var(--told) solid var(--passed); background: var(--passed-wash) }
    .stand.rail li:has(+ [data-in='unknown'])::after { background: repeating-linear-gradient(var(--unknown) 0 7px, transparent 7px 12px) }
    .stand.rail li:has(+ [data-in='running'])::after {
      background: linear-gradient(var(--running) 0 0) 0 0 / 100% 62% no-repeat, linear-gradient(var(--rule) 0 0);
    }
    .stand.rail li[data-state='failed']::after { display: none }
    .stand.rail [data-state='failed']:not(:nth-last-child(2)) > .loose.down {
      display: block; position: absolute; inset-inline-start: 0; top: calc(var(--joint) + 4px); width: var(--joint); height: calc(100% - var(--joint) - 3px);
    }
    /* A standing line has no room for the bracket: its words name the places. */
    .stand.rail .belief { height: auto; margin: 0 0 var(--space-3) }
    .stand.rail .belief::after { display: none }
    .stand.rail .belief > span { position: static; white-space: normal }
    .stand.rail .belief .unseen { all: unset }
  }
  /* A popup: what is passed takes one row, and the one thing to press sticks. */
  .root:has(.stick) .stand [data-state='passed'] > .seen { display: none }
  .root:has(.stick) .path { margin-block: var(--space-3) var(--space-2) }
  .root:has(.stick) .stand.rail { --joint: 22px }
  .root:has(.stick) .stand.rail li { padding-bottom: var(--space-2) }
  .root:has(.stick) .stand.rail :is(.place, .time) { padding-top: 0 }
  .root:has(.stick) > .folds > :not([part~='helper']) { display: none }
  .root:has(.stick) .says-it { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
  .root:has(.stick, .checking.brief), .checking.brief { display: flex; flex-direction: column; flex: 1 }
  .stick, .brief .says {
    position: sticky; bottom: 0; display: grid; gap: var(--space-2); justify-content: normal; margin-top: auto; padding-block: var(--space-3); background: var(--ground); z-index: 2;
  }
  .understood ul { margin-top: var(--space-2) }
  .panel {
    margin-top: var(--space-5); padding: var(--space-5); background: var(--surface); border: 1px solid var(--rule); border-radius: var(--radius-3);
  }
  .sure-word { display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-3); align-items: center; margin-bottom: var(--space-3); font-size: var(--size-2) }
  .sure-word b { font-size: var(--size-3); font-weight: var(--weight-title); unicode-bidi: plaintext }
  .sure-word .joint { width: 22px; height: 22px }
  .is-likely .remedy { border-width: 1px }
  .is-guess .remedy { border: 2px dashed var(--edge); background: none }
  .dot { width: 7px; height: 7px; border-radius: 50%; background: var(--edge); margin: 7px 5px 0 }
  .equals { display: grid; gap: var(--space-3); margin-top: var(--space-5) }
  .equals li { padding: var(--space-4); background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius-3); color: var(--ink-soft) }
  .equals b { display: block; color: var(--ink) }
  @container screen (min-width: 640px) {
    .equals { grid-template-columns: repeat(3, minmax(0, 1fr)) }
  }
  .crossed {
    display: flex; flex-wrap: wrap; gap: var(--space-2) var(--space-4); align-items: center; justify-content: space-between; margin: var(--space-4) 0 var(--space-5);
    padding: var(--space-3) var(--space-4); background: var(--sunk); border-radius: var(--radius-3);
  }
  .joined { background: var(--passed-wash); border-radius: var(--radius-3); padding: var(--space-5) var(--space-5) var(--space-4); margin-bottom: var(--space-5) }
  .joined .path { margin-bottom: 0 }
  [data-screen='resolved'] h2 { font-size: var(--size-7, 40px); letter-spacing: -0.03em }
  .ten { width: 97px; height: 16px; scale: var(--way) 1 }
  .ten rect { fill: none; stroke: var(--edge); stroke-width: 1.5 }
  .ten rect.on { fill: var(--ink); stroke: var(--ink) }
  .pair { display: grid; align-items: start; gap: var(--space-6) }
  .equals + .pair { margin-top: var(--space-6) }
  @container screen (min-width: 860px) {
    .pair { grid-template-columns: minmax(0, 38em) minmax(0, 1fr); gap: var(--space-7) }
  }
  .remedy {
    background: var(--surface); border-radius: var(--radius-3); border: 2px solid var(--ink); padding: var(--space-5); margin-top: var(--space-5);
  }
  .pair > .remedy { margin-top: 0 }
  .who { color: var(--ink-soft); font-size: var(--size-2); margin-bottom: var(--space-4) }
  .after {
    display: grid; gap: var(--space-4); margin-top: var(--space-5); padding-top: var(--space-4); border-top: 1px solid var(--rule);
    font-size: var(--size-2);
  }
  .after dt { font-weight: var(--weight-strong) }
  .after dd { color: var(--ink-soft) }
  @container screen (min-width: 640px) {
    .after { grid-template-columns: 1fr 1fr }
  }
  .less li, .history li {
    display: flex; flex-wrap: wrap; gap: var(--space-1) var(--space-4); justify-content: space-between; align-items: center;
    padding: var(--space-2) 0; border-top: 1px solid var(--rule); font-size: var(--size-2);
  }
  .less li:first-child, .history li:first-child { border-top: 0 }
  .less li > div, .history li > div { flex: 1 1 10em }
  .history li { flex-wrap: nowrap }
  .history li > :is(div, .switch) { flex-basis: 0; min-width: 0 }
  .report {
    margin-top: var(--space-4); max-height: 320px; overflow: auto; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--surface);
    border: 1px solid var(--rule); border-radius: var(--radius-2); padding: var(--space-4); font-size: 14px;
  }
  .sheet { padding: var(--space-4); background: var(--surface); border: 1px solid var(--rule); border-radius: var(--radius-2); overflow-wrap: anywhere }
  .sheet > * + * { margin-top: var(--space-3) }
  .sheet li + li { display: list-item; margin-inline-start: 1.2em; list-style: disc }
  .sheet dl { display: grid; gap: var(--space-2) }
  .sheet dt { color: var(--ink-soft); font-size: var(--size-2) }
  .history .switch { flex: 1 1 0; align-items: start; padding-block: var(--space-2) }
  .switch { display: inline-flex; gap: var(--space-3); align-items: center; min-height: var(--target); cursor: pointer }
  .switch input { flex: none; width: 20px; height: 20px; accent-color: var(--ink); margin: 0 }
  .says {
    display: flex; flex-wrap: wrap; gap: var(--space-3) var(--space-5); align-items: center; justify-content: space-between;
    margin-top: var(--space-5); padding-top: var(--space-4); border-top: 1px solid var(--rule); color: var(--ink-soft); font-size: var(--size-2);
  }
  .checking .path { margin-top: var(--space-5) }
  .ours .copy { margin-top: var(--space-2) }
  .ours .copy-inline { display: inline; min-height: 0; margin-block: -8px; margin-inline: 0 -4px; padding: 8px 4px; border: 0; font-size: var(--size-1) }
  .ours ol ol { list-style: lower-alpha }
  /* HTML of our own content. */
  .ours > * + * { margin-top: var(--space-3) }
  .ours :is(ol, ul) { padding-inline-start: 1.3em }
  .ours ol { list-style: decimal }
  .ours ul { list-style: disc }
  .ours li + li { margin-top: var(--space-2) }
  .ours pre {
    background: light-dark(#14201c, #060a08); color: #e9efeb; border: 1px solid light-dark(#14201c, #2b3531); border-radius: var(--radius-2);
    padding: var(--space-3) var(--space-4); font-size: 14px; white-space: pre-wrap; overflow-wrap: anywhere;
  }
  .ours table { border-collapse: collapse; width: 100%; font-size: var(--size-2) }
  .ours :is(td, th) {
    border-top: 1px solid var(--rule); padding: var(--space-2) 0; padding-inline-end: var(--space-3); text-align: start; vertical-align: top;
  }
  .seek { display: grid; gap: var(--space-1); margin-top: var(--space-4) }
  .seek input {
    font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--edge); border-radius: var(--radius-2); padding: 0 var(--space-3); min-height: 44px;
  }
  @media (prefers-reduced-motion: no-preference) {
    .path [data-state='running'] .joint { animation: turn 1.4s linear infinite }
    .path [data-state='running']::before, .stand li:has(+ [data-state='running'])::after { animation: reach var(--fill) var(--ease) both }
    .path .mended:not(:first-child)::before { animation: join var(--calm) var(--ease) both; transform-origin: var(--way-start, left) }
    @keyframes join {
      from { scale: 0 1 }
    }
    @keyframes turn {
      to { rotate: 360deg }
    }
    @keyframes reach {
      from { background-size: 0 0, auto }
    }
  }
  @media (prefers-reduced-motion: no-preference) {
    .path [data-state='failed'] ~ li .joint, .path [data-state='failed'] ~ li::before { animation: fall var(--calm) var(--ease) backwards }
    @keyframes fall {
      from { translate: 0 0 }
    }
  }
  /* Where the system sets the colours, its edge tells the strong button from the others. */
  @media (forced-colors: active) {
    .strong { border-width: 3px }
  }
  /* On paper: the answer and all of the remedy, and nothing to press. */
  @media print {
    .path li::before, .path li::after { print-color-adjust: exact }
    button, .acts, .row:has(button), .after-ask:has(> button), .switch, details:has(.report), [part~='history'] { display: none !important }
    details::details-content { content-visibility: visible; block-size: auto }
    summary { list-style: none; font-weight: var(--weight-strong) }
    .ours pre { background: none; color: inherit; border-color: var(--edge) }
    [data-screen='handed-over'] .lead { display: none }
  }
`;
