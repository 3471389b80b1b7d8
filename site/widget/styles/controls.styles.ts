import { css } from 'lit';

/** Text, buttons, fields and folds: what every screen is made of. */
export const controls = css`
  *, *::before, *::after { box-sizing: border-box }
  /* What is drawn, not written, is drawn the other way where the words read from the right. */
  .root { --way: 1 }
  .root[dir='rtl'] { --way: -1 }
  h2, h3, h4, p, ol, ul, dl, dd, figure, pre, fieldset { margin: 0; padding: 0; border: 0; min-width: 0 }
  ol, ul { list-style: none }
  [hidden] { display: none !important }
  h2, h3, h4 { font-weight: var(--weight-title); line-height: var(--leading-tight); letter-spacing: -0.018em; text-wrap: balance }
  h2 { font-size: var(--size-6); max-width: 26ch }
  h2:focus { outline: none }
  p { text-wrap: pretty }
  a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 0.18em }
  a:hover { text-decoration-thickness: 2px }
  b, strong { font-weight: var(--weight-strong) }
  svg { display: block }
  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
  .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
  .soft { color: var(--ink-soft) }
  .small { font-size: var(--size-2) }
  .tiny { font-size: var(--size-1); color: var(--ink-faint) }
  .flow > * + * { margin-top: var(--space-4) }
  button, .file, a.button {
    display: inline-flex; align-items: center; justify-content: center; gap: var(--space-2); min-height: var(--target); margin: 0;
    padding: 6px var(--space-5); border-radius: var(--radius-2); border: 1px solid var(--edge); background: var(--surface); color: var(--ink);
    font: var(--weight-strong) var(--size-3) / 1.2 var(--font-text); cursor: pointer; text-align: center; transition: background var(--quick);
  }
  :is(button, .file):hover { background: var(--sunk) }
  button:disabled { opacity: 0.6; cursor: default }
  .file:focus-within { outline: 3px solid var(--focus); outline-offset: 2px }
  .strong { background: var(--action); border-color: var(--action); color: var(--on-action) }
  button.strong:hover, a.strong:hover { background: color-mix(in oklab, var(--action) 88%, var(--passed)) }
  button.plain {
    border: 0; background: none; color: var(--link); padding-inline: var(--space-2); text-decoration: underline;
    text-decoration-thickness: 1px; text-underline-offset: 0.18em;
  }
  button.less { min-height: 34px; padding-inline: var(--space-3); font-size: var(--size-2) }
  .row { display: flex; flex-wrap: wrap; gap: var(--space-3); align-items: center }
  .acts { margin-top: var(--space-5); column-gap: var(--space-4) }
  textarea {
    width: 100%; display: block; margin: 0; font: var(--weight-text) var(--size-3) / 1.45 var(--font-text); color: var(--ink);
    background: var(--surface); border: 1.5px solid var(--edge); border-radius: var(--radius-2); padding: var(--space-3) var(--space-4);
    resize: vertical;
  }
  textarea::placeholder { color: var(--ink-faint); opacity: 1 }
  details { border-top: 1px solid var(--rule) }
  details:last-of-type { border-bottom: 1px solid var(--rule) }
  details > summary {
    list-style: none; cursor: pointer; padding: var(--space-3) 0; display: flex; gap: var(--space-3); align-items: baseline;
    font-weight: var(--weight-strong); min-height: var(--target);
  }
  details > summary::-webkit-details-marker { display: none }
  details > summary::before {
    content: ''; flex: none; width: 9px; height: 9px; border: 0 solid var(--ink-soft); border-block-end-width: 2px; border-inline-end-width: 2px;
    rotate: calc(var(--way) * -45deg); translate: 0 -1px;
    transition: rotate var(--quick);
  }
  details[open] > summary::before { rotate: calc(var(--way) * 45deg); translate: 0 -3px }
  .folds { margin-top: var(--space-5) }
  .folds:empty { display: none }
  .notice { padding: var(--space-3) var(--space-4); background: var(--unknown-wash); border-radius: var(--radius-2); font-size: var(--size-2) }
`;
