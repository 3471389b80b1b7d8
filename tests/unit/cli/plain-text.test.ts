import { expect, test } from 'vitest';
import { plainText, wrap } from '../../../extension/helper/cli/plain-text.ts';

test.each<[html: string, lines: readonly string[]]>([
  ['<p>One <strong>two</strong>.</p>\n<p>Three.</p>', ['One two.', 'Three.']],
  ['<ul>\n<li>One</li>\n<li><p>Two</p></li>\n</ul>', ['- One', '- Two']],
  ['<p>Run:</p>\n<pre><code>a --b\n  c &lt; d\n</code></pre>', ['Run:', '    a --b', '      c < d']],
  ['<p>a &amp; b &quot;c&quot; &unknown;</p>', ['a & b "c" &unknown;']],
  ['', []],
])('%j', (html, lines) => {
  expect(plainText(html, 80)).toEqual(lines);
});

test('a long word stays whole, everything else is broken between words', () => {
  expect(wrap('aa bb cc', 5)).toEqual(['aa bb', 'cc']);
  expect(wrap('a Get-NetFirewallRule b', 5)).toEqual(['a', 'Get-NetFirewallRule', 'b']);
});
