import { expect, test } from 'vitest';
import { article } from './articles.ts';
import { openArticles } from './opened-articles.ts';
import { withPageInEachBrowser } from './page-in-each-browser.ts';
import { untilIn } from './tab.ts';
import { WidgetPage } from './widget-page.ts';

/** What a page, an author or another site can get wrong or do on purpose: a clear state or silence, and a page that is well. */
const HOSTILE = `&quot;&gt;&lt;img src=x onerror=alert(1)&gt;javascript:alert(1)&#0;${'x'.repeat(200_000)}`;
const ATTRIBUTES = [
  'code',
  'surface',
  'cause',
  'target',
  'audience',
  'support',
  'hand-over',
  'local-step',
  'theme',
  'lang',
];
const MEGABYTES_10 = `'{"version":1,"findings":[' + '{"question":"port","answer":"silent"},'.repeat(280000)`;

const opened = openArticles(({ base, script, widget, frame }) => {
  const inline = (json: string) => ({
    html: article(script + widget('', `<script type="application/json">${json}</script>`)),
  });
  return {
    field: { html: article(script + widget()) },
    unknown: { html: article(script + widget('code="0xdeadbeef99 no such code"')) },
    hostile: { html: article(script + widget(ATTRIBUTES.map(name => `${name}="${HOSTILE}"`).join(' '))) },
    'other-version': inline(
      '{"version":2,"model":{"causes":{},"questions":{},"codes":[]},"words":{"questions":{},"causes":{},"ui":{}}}',
    ),
    'cut-off': inline('{"version":1,"model":{"causes":'),
    'another-file': inline('[1,2,3]'),
    'a-page': { html: article(script + widget('knowledge="/field"')) },
    missing: { html: article(script + widget(`knowledge="${base}widget/none.json"`)) },
    'closed-port': { html: article(script + widget('knowledge="http://127.0.0.1:1/knowledge.json"')) },
    interrupted: { html: article(script + widget('knowledge="/interrupted.json"')) },
    'interrupted.json': {
      type: 'application/json',
      headers: { 'content-length': '900000', connection: 'close' },
      html: '{"version":1,',
    },
    silent: {
      // Half a second in place of half a minute.
      html: article(`<script>
        const timeout = AbortSignal.timeout.bind(AbortSignal);
        AbortSignal.timeout = ms => timeout(ms / 60);
      </script>${script}${widget('knowledge="/silent.json"')}`),
    },
    waiting: { html: article(script + widget('knowledge="/silent.json"')) },
    'silent.json': { type: 'application/json', headers: { 'content-length': '900000' }, html: '{"version":1,' },
    'other-hash': { html: article(script + widget(`knowledge-integrity="sha384-${'A'.repeat(64)}"`)) },
    'no-hash': { html: article(script + widget('knowledge-integrity="md5-4711"')) },
    'missing-with-hash': {
      html: article(
        script + widget(`knowledge="${base}widget/none.json" knowledge-integrity="sha384-${'A'.repeat(64)}"`),
      ),
    },
    'no-address': { html: article(script + widget('knowledge="http://[nowhere/"')) },
    'beside-another-site': {
      // A sandboxed embedding page has an opaque origin, so it has to greet the frame first.
      policy: 'sandbox allow-scripts',
      html: article(`${frame('code=mac-client:0x4')}<iframe id="other" title="Another site"></iframe><script>
        document.querySelector('#other').src = location.href.replace('127.0.0.1', 'localhost').replace('/beside-another-site', '/another-site');
      </script>`),
    },
    'another-site': {
      html: article(`<script>
        var messages = [null, 7, 'reconnect-hello', [], { type: 'reconnect-hello' }, { source: 'reconnect', type: 'case.resolved' },
          { type: 'text.pasted', text: '0x204' }, { type: 'reconnect-hello', report: 'x'.repeat(10000000) }];
        for (const one of messages) parent.postMessage(one, '*');
        var got = [];
        addEventListener('message', ({ data, source }) => {
          got.push(data);
          if (data === 'send') {
            for (const one of messages) parent.frames[0].postMessage(one, '*');
            source.postMessage({ sent: true }, '*');
          }
          if (data === 'what did you receive?') source.postMessage({ received: got }, '*');
        });
      </script>`),
    },
  };
});

withPageInEachBrowser(visitor => {
  const visit = (name: string) => visitor().goto(opened.at(name));
  async function expectWell() {
    expect(await visitor().evaluate('faults')).toEqual([]);
    expect(await visitor().evaluate(`document.querySelector('h1').textContent`)).toBe('Office PC');
  }

  test('an unknown code stands in the field, and the flow goes on without it', async () => {
    await visit('unknown');
    const person = new WidgetPage(visitor());
    await person.screen('describing');
    expect(await person.waitsFor(`$('.understood').textContent.trim()`)).toMatch(/\w+ \w+/);
    expect(await person.sees(`$('textarea').value`)).toBe('0xdeadbeef99 no such code');
    await person.clicks('.after-ask button');
    await person.screen('asking');
    expect(await person.reachesVerdict()).toMatch(/\w/);
    await expectWell();
  });

  test('hostile attributes are cut, shown as text or passed over', async () => {
    await visit('hostile');
    const person = new WidgetPage(visitor());
    await person.screen('describing');
    expect(await person.sees(`$('textarea').value.length`)).toBeLessThanOrEqual(300);
    expect(await person.sees(`$$('img, script, a[href^="javascript"], a[href^="mailto"]').length`)).toBe(0);
    expect(await person.sees(`getComputedStyle(flow).colorScheme`)).toBe('normal');
    await person.clicks('.after-ask button');
    expect(await person.reachesVerdict()).toMatch(/\w/);
    expect(await person.sees(`$$('img, script, a[href^="javascript"]').length`)).toBe(0);
    // Of what the page gave: how long the rest is, is up to the content.
    expect(await person.sees(`($('.root').textContent.match(/x{9,}/g) ?? []).join('').length`)).toBeLessThanOrEqual(
      300,
    );
    await expectWell();
  });

  test.each<[name: string, retry: boolean]>([
    ['other-version', false],
    ['cut-off', false],
    ['another-file', false],
    ['a-page', false],
    ['missing', true],
    ['closed-port', true],
    ['interrupted', true],
    ['silent', true],
    ['no-address', false],
    ['other-hash', false],
    ['no-hash', false],
    ['missing-with-hash', true],
  ])('knowledge that is none (%s): a sentence, and a button where trying again can help', async (name, retry) => {
    await visit(name);
    const person = new WidgetPage(visitor());
    expect(await person.waitsFor(`$('[role="alert"]')?.textContent`)).toMatch(/\w+ \w+/);
    expect(await person.sees(`$('button') !== null`)).toBe(retry);
    await expectWell();
    if (!retry) return;
    await person.sees(`flow.removeAttribute('knowledge-integrity')`);
    await person.sees(`flow.setAttribute('knowledge', '${opened.base()}knowledge.json')`);
    await person.clicks('button');
    await person.screen('describing');
  });

  test('knowledge that is long on its way: that it is waited for is said, and shown to be busy', async () => {
    await visit('waiting');
    const person = new WidgetPage(visitor());
    expect(await person.waitsFor(`$('.root[aria-busy="true"] [role="status"]')?.textContent`)).toMatch(/\w+ \w+/);
    expect(await person.sees(`$('[role="alert"], button') === null`)).toBe(true);
    await expectWell();
  });

  test('ten megabytes in a file, a paste, a store, a property or the tag end in a sentence or a fresh start', async () => {
    await visit('field');
    const person = new WidgetPage(visitor());
    await person.screen('describing');
    expect(await visitor().evaluate(`(${MEGABYTES_10}).length`)).toBeGreaterThan(10_000_000);
    await person.sees(`(() => {
      const given = new DataTransfer();
      given.items.add(new File([${MEGABYTES_10}], 'report.json', { type: 'application/json' }));
      $('input[type="file"]').files = given.files;
      $('input[type="file"]').dispatchEvent(new Event('change'));
    })()`);
    expect(await person.waitsFor(`$('.understood').textContent.trim()`)).toMatch(/\w+ \w+/);

    await visit('field');
    await person.screen('describing');
    const refused = await person.sees(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', ${MEGABYTES_10});
      // Firefox makes no event of its own kind with something in it.
      const paste = Object.assign(new Event('paste', { bubbles: true, cancelable: true }), { clipboardData });
      return !$('textarea').dispatchEvent(paste);
    })()`);
    expect(refused).toBe(true);
    expect(await person.waitsFor(`$('.understood').textContent.trim()`)).toMatch(/\w+ \w+/);

    for (const set of [
      `flow.store = { load: async () => ({ version: 1, screen: 'asking', findings: ${MEGABYTES_10} }), save() {} }`,
      `flow.store = { load: async () => ({ version: 1, screen: 'asking', question: 'vpn', stages: [], findings: JSON.parse((${MEGABYTES_10}).slice(24, -1) + ']') }), save() {} }`,
      `flow.initialText = ${MEGABYTES_10}`,
      `flow.setAttribute('code', ${MEGABYTES_10})`,
      `flow.setAttribute('local-step', ${MEGABYTES_10})`,
    ]) {
      await visitor().evaluate(`(() => {
        const old = document.querySelector('rdp-diagnosis');
        const flow = document.createElement('rdp-diagnosis');
        flow.setAttribute('knowledge', old.getAttribute('knowledge'));
        ${set};
        old.replaceWith(flow);
      })()`);
      await person.screen('describing');
      expect(await person.sees(`$('.root').textContent.length`), set).toBeLessThan(5000);
    }
    await expectWell();
  });

  test('frame: messages from another origin → ignored, and nothing sent back', async () => {
    await visit('beside-another-site');
    const person = new WidgetPage(visitor(), { where: 'frame' });
    await person.screen('asking');
    const before = await person.sees(`$('#heading').textContent`);
    const fromOther = (ask: string, key: string) =>
      visitor().evaluate(`new Promise(resolve => {
        addEventListener('message', ({ data }) => data?.${key} && resolve(data.${key}));
        document.querySelector('#other').contentWindow.postMessage('${ask}', '*');
      })`);
    // Twice, and each time the frame draws itself anew: by then the messages of the time before have had their effect.
    for (let round = 0; round < 2; round++) {
      await fromOther('send', 'sent');
      await person.sees(`(flow.requestUpdate(), flow.updateComplete)`);
    }
    expect(await person.sees(`$('#heading').textContent`)).toBe(before);
    // The greeting of another site counts for nothing. After the embedding page's, events go to that page alone.
    const heard = `heard.filter(({ type }) => type.startsWith('reconnect-'))`;
    expect(await visitor().evaluate(heard)).toEqual([]);
    await visitor().evaluate(
      `document.querySelector('iframe').contentWindow.postMessage({ type: 'reconnect-hello' }, '*')`,
    );
    await person.answers();
    await untilIn(visitor().evaluate, `heard.some(({ type }) => type === 'reconnect-answer')`);
    expect(await visitor().evaluate(`[...new Set(${heard}.map(({ origin }) => origin))]`)).toEqual(['null']);
    expect(await fromOther('what did you receive?', 'received')).toEqual(['send', 'send', 'what did you receive?']);
    await expectWell();
  });

  test('the element listens to no message at all', async () => {
    await visit('field');
    const person = new WidgetPage(visitor());
    await person.screen('describing');
    await visitor().evaluate(`(async () => {
      const sent = [{ source: 'reconnect', type: 'case.resolved' }, { type: 'text.pasted', text: '0x204' }, { type: 'check.requested' }];
      const last = new Promise(resolve => addEventListener('message', ({ data }) => data === 'last' && resolve()));
      for (const one of [...sent, 'last']) postMessage(one, '*');
      await last;
      const flow = document.querySelector('rdp-diagnosis');
      flow.requestUpdate();
      await flow.updateComplete;
    })()`);
    await person.screen('describing');
    expect(await person.sees(`[$('textarea').value, $('.understood').textContent.trim()]`)).toEqual(['', '']);
    await expectWell();
  });
});
