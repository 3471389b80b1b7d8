import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowedMarkup } from '../../../site/widget/screens/allowed-markup.ts';

test.each([
  '<p>Open <strong>Services</strong>.</p>',
  '<pre><code class="language-powershell">Get-Service -Name TermService</code></pre>',
  '<ol start="3"><li>one<br></li></ol>',
  '<a href="https://learn.microsoft.com/x?a=1&amp;b=2" rel="noreferrer">page</a>',
  '<a href="/guides/error-0x4/#undo">guide</a>',
  '<a href="#top">up</a>',
  'a &lt; b &amp;&amp; c',
])('allowedMarkup: %s, as our build writes it → the same', markup => {
  expect(allowedMarkup(markup)).toBe(markup);
});

test.each([
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<form action="https://elsewhere.example"><input type="password"></form>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href="&#106;avascript:alert(1)">x</a>',
  '<a href="data:text/html,x">x</a>',
  '<a href="//elsewhere.example">x</a>',
  '<a href="/\\elsewhere.example">x</a>',
  '<a href="https://x" onclick="alert(1)">x</a>',
  "<a href='https://x'>x</a>",
  '<p style="position:fixed">x</p>',
  '<p onmouseover=alert(1)>x</p>',
  '<p id="heading">x</p>',
  '<svg><style><img src=x onerror=alert(1)></style></svg>',
  '<math><mtext></mtext></math>',
  '<style>*{display:none}</style>',
  '<base href="https://elsewhere.example">',
  '<meta http-equiv="refresh" content="0;url=https://elsewhere.example">',
  '<link rel="stylesheet" href="https://elsewhere.example">',
  '<template><script></script></template>',
  '<textarea></textarea>',
  '<!--x--><!doctype html>',
  '<p',
  '<<p>script>',
  '<\u0000script>',
  '</script>',
])('allowedMarkup: %s → text', markup => {
  expectHarmless(allowedMarkup(markup));
});

const TAGS =
  /^<\/?(?:a|b|blockquote|br|code|dd|del|dl|dt|em|h[2-6]|hr|i|kbd|li|ol|p|pre|s|samp|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|ul)(?: (?:href="(?:https?:\/\/|\/(?![/\\])|#)[^"<>\s]*"|class="language-[\w-]+"|start="\d+"|rel="noreferrer"))* ?\/?>/;

/** Read by another rule than the one that wrote it: at every `<` there must be a tag that cannot do anything. */
function expectHarmless(markup: string): void {
  for (let at = markup.indexOf('<'); at >= 0; at = markup.indexOf('<', at + 1)) expect(markup.slice(at)).toMatch(TAGS);
}

test('allowedMarkup: any text of pieces of markup → at every < a tag that can do nothing', () => {
  const piece = fc.constantFrom(
    '<',
    '>',
    '</',
    '/>',
    'p',
    'a',
    'script',
    'img',
    ' href="',
    'https://x',
    '"',
    "'",
    '=',
    ' ',
    'onerror',
    'svg',
    'javascript:',
    '\n',
    '&lt;',
    'x',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), pieces => expectHarmless(allowedMarkup(pieces.join('')))),
    { numRuns: 3000 },
  );
});
