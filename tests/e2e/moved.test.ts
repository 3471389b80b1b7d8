import { expect, test } from 'vitest';
import { article, type ReceivedEvent } from './articles.ts';
import { openArticles } from './opened-articles.ts';
import { withPageInEachBrowser } from './page-in-each-browser.ts';
import { untilIn } from './tab.ts';
import { WidgetPage } from './widget-page.ts';

/** What a page does to the element after it has written it: other people's scripts and content systems do all of these. */
const opened = openArticles(({ base, script, widget }) => {
  const flow = widget('code="mac-client:0x4"');
  return {
    plain: { html: article(`${script}<div id="one">${flow}</div><div id="two"><p>Two</p></div>`) },
    late: {
      html: article(`<script>
        var flow = document.createElement('rdp-diagnosis');
        flow.code = 'mac-client:0x4';
        flow.handOver = 'event';
        document.querySelector('h1').after(flow);
        fetch('${base}knowledge.json').then(answer => answer.json()).then(knowledge => {
          flow.knowledge = knowledge;
          const script = document.createElement('script');
          Object.assign(script, { type: 'module', src: '${base}widget/reconnect.js' });
          document.head.append(script);
        });
      </script>`),
    },
    twice: {
      html: article(`${script}${script}${flow}<script type="module" src="${base}widget/reconnect.js?again"></script>
        <script type="module">await import('${base}widget/reconnect.js?later'); globalThis.loaded = true</script>`),
    },
    closed: {
      html: article(`${script}<div id="room"></div><script>
        var flow, room = document.querySelector('#room').attachShadow({ mode: 'closed' });
        room.innerHTML = ${JSON.stringify(flow)};
        flow = room.firstElementChild;
      </script>`),
    },
    'equipped-late': {
      html: article(`<script>
        var go, asked = fetch, gate = new Promise(open => { go = open });
        fetch = async (...what) => { await gate; return asked(...what) };
        var check = {
          transition: state => state,
          getInitialSnapshot: () => ({ status: 'active' }),
          start: (state, { self }) => setTimeout(() => self._parent.send({ type: 'check.unavailable', state: 'blocked-by-policy' })),
        };
      </script>${script}${widget('target="host.example"')}`),
    },
    elsewhere: { html: article('<p>Something else</p>') },
  };
});

/** Some frames in which the element is nowhere: it has noticed, and the browser has drawn without it. */
const PAUSE = `async () => { for (let frame = 0; frame < 5; frame++) await new Promise(requestAnimationFrame); }`;
/** What moves an element, by the name of the way. */
const WAYS: Readonly<Record<string, string>> = {
  append: `document.querySelector('#two').append(flow)`,
  insertBefore: `document.querySelector('#two').insertBefore(flow, document.querySelector('#two p'))`,
  moveBefore: `document.querySelector('#two').moveBefore(flow, document.querySelector('#two p'))`,
  'twice at once': `(document.querySelector('#two').append(flow), document.body.prepend(flow))`,
  'removed and brought back at once': `(flow.remove(), document.body.append(flow))`,
  'removed and brought back later': `(flow.remove(), pause().then(() => document.body.append(flow)))`,
  'removed with its parent': `(one => (one.remove(), pause().then(() => document.body.append(one))))(document.querySelector('#one'))`,
};

/** Has it draw itself: what is seen afterwards is what it knows, not what was left standing. */
const DRAWN = `(flow.requestUpdate(), flow.updateComplete)`;

withPageInEachBrowser(visitor => {
  const visit = async (name: string, flow?: string) => {
    await visitor().goto(opened.at(name));
    return new WidgetPage(visitor(), flow === undefined ? {} : { flow });
  };
  const verdicts = async () =>
    ((await visitor().evaluate('heard')) as readonly ReceivedEvent[]).filter(({ type }) => type === 'reconnect-verdict')
      .length;
  const noFaults = async () => expect(await visitor().evaluate('faults')).toEqual([]);

  test.each(Object.entries(WAYS))('%s: it goes on where it was', async (_, way) => {
    const person = await visit('plain');
    await person.answers();
    const seen = `[$('#heading')?.textContent, $('[part~="history"] summary')?.textContent]`;
    const before = await person.sees(seen);
    expect(before).not.toContain(null);
    await visitor().evaluate(
      `(async (flow, pause) => void (await ${way}))(document.querySelector('rdp-diagnosis'), ${PAUSE})`,
    );
    await person.sees(DRAWN);
    await person.waitsFor(`JSON.stringify(${seen}) === ${JSON.stringify(JSON.stringify(before))}`);
    expect(await person.reachesVerdict()).toMatch(/\w/);
    expect(await verdicts()).toBeGreaterThan(0);
    await noFaults();
  });

  test('moveBefore() does not even interrupt it: what has the focus keeps it', async () => {
    const person = await visit('plain');
    await person.answers();
    await person.waitsFor(`flow.shadowRoot.activeElement === $('#heading')`);
    const kept = await person.sees(
      `(async () => { ${WAYS.moveBefore}; await ${DRAWN}; return $('#heading') !== null && flow.shadowRoot.activeElement === $('#heading') })()`,
    );
    expect(kept).toBe(true);
  });

  test('what is being typed outlives a move', async () => {
    const person = await visit('plain');
    await person.sees(`flow.removeAttribute('code')`);
    await person.screen('describing');
    await person.sees(
      `($('textarea').value = '0x2', $('textarea').dispatchEvent(new Event('input')), flow.updateComplete)`,
    );
    await visitor().evaluate(`document.querySelector('#two').append(document.querySelector('rdp-diagnosis'))`);
    await person.sees(DRAWN);
    await person.waitsFor(`$('textarea')?.value === '0x2'`);
    await noFaults();
  });

  test('a way to check that the page gives it while its knowledge is on its way is used', async () => {
    const person = await visit('equipped-late');
    await person.waitsFor(`customElements.get('rdp-diagnosis') !== undefined`);
    await person.sees(`(flow.check = check, flow.updateComplete)`);
    await visitor().evaluate('go()');
    await person.screen('describing');
    await person.clicks('.ask .strong');
    await person.screen('asking');
    expect(await person.sees(`$('[part~="helper"] summary').textContent`)).toContain('organisation');
    await noFaults();
  });

  test('taken away for good before it began it does nothing more', async () => {
    await visit('plain');
    await visitor().evaluate(`(async () => {
      const flow = document.createElement('rdp-diagnosis');
      flow.setAttribute('knowledge', document.querySelector('rdp-diagnosis').getAttribute('knowledge') + '?other');
      document.body.prepend(flow);
      flow.remove();
      gone = flow;
      // One that comes after it and stays is through with everything.
      const later = flow.cloneNode();
      document.body.prepend(later);
      while (!later.shadowRoot?.querySelector('[data-screen]')) await new Promise(requestAnimationFrame);
      later.remove();
    })()`);
    expect(await visitor().evaluate(`gone.shadowRoot?.querySelector('[data-screen]') ?? null`)).toBeNull();
    await visitor().evaluate(`document.body.prepend(gone)`);
    await new WidgetPage(visitor()).screen('describing');
    await noFaults();
  });

  test('an element that was there before the script keeps what was set on it', async () => {
    const person = await visit('late');
    await person.screen('asking');
    expect(await person.sees(`[flow.code, flow.handOver, flow.getAttribute('knowledge')]`)).toEqual([
      'mac-client:0x4',
      'event',
      null,
    ]);
    expect(await person.reachesVerdict()).toMatch(/\w/);
    await noFaults();
  });

  test('the script may be there twice and from two addresses', async () => {
    const person = await visit('twice');
    await untilIn(visitor().evaluate, `globalThis.loaded`);
    expect(await person.reachesVerdict()).toMatch(/\w/);
    await noFaults();
  });

  test('closed shadow root of the page → it works, and the page receives its events', async () => {
    const person = await visit('closed', 'flow');
    expect(await person.reachesVerdict()).toMatch(/\w/);
    expect(await verdicts()).toBeGreaterThan(0);
    await noFaults();
  });

  test('document.open() takes the page away and another one may hold the element', async () => {
    const person = await visit('plain');
    await person.answers();
    await visitor().evaluate(`(() => {
      const tag = document.querySelector('rdp-diagnosis').outerHTML;
      document.open();
      document.write('<!doctype html><title>New</title><h1>New</h1>' + tag);
      document.close();
    })()`);
    await person.screen('asking');
    expect(await person.sees(`$('[part~="history"] summary').textContent`)).toContain('(1)');
    expect(await person.reachesVerdict()).toMatch(/\w/);
    await noFaults();
  });

  test('a page that the browser kept whole is where it was', async () => {
    const person = await visit('plain');
    await person.answers();
    const heading = await person.sees(`$('#heading').textContent`);
    await visitor().evaluate(`(kept = false, addEventListener('pageshow', event => { kept = event.persisted }), true)`);
    await visitor().goto(opened.at('elsewhere'));
    await visitor().evaluate(`void setTimeout(() => history.back())`);
    await expect
      .poll(() =>
        visitor()
          .evaluate('globalThis.kept')
          .catch(() => false),
      )
      .toBe(true);
    expect(await person.sees(`$('#heading').textContent`)).toBe(heading);
    expect(await person.reachesVerdict()).toMatch(/\w/);
  });
});
