import { expect, test } from 'vitest';
import { article, type ReceivedEvent } from './articles.ts';
import { openArticles } from './opened-articles.ts';
import { withPageInEachBrowser } from './page-in-each-browser.ts';
import { untilIn } from './tab.ts';
import { WidgetPage } from './widget-page.ts';

/** As the page for authors tells them to. */
const FITTING = `<script>
  const frame = document.querySelector('iframe');
  addEventListener('message', event => {
    if (event.source !== frame.contentWindow || event.data?.source !== 'reconnect') return;
    if (event.data.type === 'reconnect-resize') frame.style.height = event.data.detail.height + 'px';
  });
  frame.addEventListener('load', () => frame.contentWindow.postMessage({ type: 'reconnect-hello' }, '*'));
</script>`;

const opened = openArticles(({ frame }) => ({
  fitting: { html: article(frame('code=mac-client:0x4') + FITTING) },
  remembering: { html: article(frame('code=mac-client:0x4&remember')) },
  advising: {
    html: article(
      frame(`cause=port-blocked&support=IT%204711&local-step=${encodeURIComponent('{"title":"Our VPN","lines":[]}')}`),
    ),
  },
  suggesting: { html: article(frame('code=mac-client:0x4&target=office-pc:3390')) },
  forgetting: { html: article(frame('code=mac-client:0x4')) },
}));

withPageInEachBrowser(visitor => {
  const visit = async (name: string) => {
    await visitor().goto(opened.at(name));
    const person = new WidgetPage(visitor(), { where: 'frame' });
    await person.screen('asking');
    return person;
  };

  test('it grows with what it shows and shrinks again, and nothing in it has to be scrolled', async () => {
    const person = await visit('fitting');
    const height = `document.querySelector('iframe').clientHeight`;
    // Neither too low for what is in it, nor higher than that.
    const fits = (when = 'true') =>
      person.waitsFor(
        `(need => ${when} && Math.abs(need - innerHeight) <= 1 && need)(Math.ceil(document.body.getBoundingClientRect().height))`,
      );
    const folded = Number(await fits());
    await person.clicks('details summary');
    // It is open a moment before what it holds is laid out.
    await fits(`$('details').open && need > ${folded + 50}`);
    await person.clicks('details summary');
    await fits(`!$('details').open && need === ${folded}`);
    expect(await visitor().evaluate(height)).toBe(folded);
    // It rests: a frame whose height feeds on itself would go on.
    const told = `heard.filter(({ type }) => type === 'reconnect-resize').length`;
    const before = await visitor().evaluate(told);
    await visitor().evaluate(`(async () => {
      for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
    })()`);
    expect(await visitor().evaluate(told)).toBe(before);
  });

  test('messages: sent → to the origin of the embedding page, and to no other', async () => {
    // A page of the same origin can look at the address on each message.
    await visitor().goto(`${opened.base()}embed/`);
    await visitor().evaluate(`(() => {
      addressed = [];
      window.postMessage = (message, to) => addressed.push(to);
      const frame = document.createElement('iframe');
      frame.src = '/embed/?code=mac-client:0x4';
      frame.width = 700;
      frame.height = 900;
      document.body.replaceChildren(frame);
    })()`);
    await untilIn(
      visitor().evaluate,
      `document.querySelector('iframe').contentDocument.querySelector('rdp-diagnosis') !== null`,
    );
    await new WidgetPage(visitor(), { where: 'frame' }).answers();
    await untilIn(visitor().evaluate, 'addressed.length > 2');
    expect(await visitor().evaluate('[...new Set(addressed)]')).toEqual([new URL(opened.base()).origin]);
  });

  test('messages: received → with the origin of the embedding page', async () => {
    const person = await visit('fitting');
    await person.answers();
    await untilIn(visitor().evaluate, `heard.some(({ type }) => type === 'reconnect-answer')`);
    const heard = (await visitor().evaluate('heard')) as readonly ReceivedEvent[];
    expect(new Set(heard.map(({ origin }) => origin))).toEqual(new Set([new URL(opened.base()).origin]));
  });

  /** Everything in which a page of this origin can keep something. */
  const KEPT = `(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(document.cookie === '' ? [] : [document.cookie]),
    ...(await indexedDB.databases()).map(({ name }) => 'database ' + name),
    ...(await caches.keys()).map(name => 'cache ' + name),
    ...(await navigator.serviceWorker.getRegistrations()).map(({ scope }) => 'service worker ' + scope),
  ])()`;

  test.each<[page: string, kept: readonly string[]]>([
    ['forgetting', []],
    ['remembering', ['reconnect:embed']],
  ])('%s: it keeps what the page allows, and registers no service worker', async (page, kept) => {
    visitor().requested();
    const person = await visit(page);
    await person.answers();
    expect(await person.reachesVerdict()).toMatch(/\w/);
    expect(await visitor().evaluateInFrame(KEPT)).toEqual(kept);
    expect(
      visitor()
        .requested()
        .filter(address => /service-worker|sw\.js/.test(address)),
    ).toEqual([]);
    expect(await visitor().evaluate('faults')).toEqual([]);
  });

  test('an author’s advice in the frame → whose it is stands beside it; in a tab of its own → none of it', async () => {
    await visitor().goto(opened.at('advising'));
    const framed = new WidgetPage(visitor(), { where: 'frame' });
    await framed.screen('mending');
    const { origin } = new URL(opened.at('advising'));
    expect(await framed.waitsFor(`$('[part~="local"]')?.textContent`)).toContain(origin);
    expect(await framed.waitsFor(`$('[part~="support"]')?.textContent`)).toContain(origin);
    const query =
      'cause=port-blocked&support=IT%204711&hand-over=mailto:evil@elsewhere.example&local-step=%7B%22title%22%3A%22Call%20us%22%7D';
    await visitor().goto(`${opened.base()}embed/?${query}`);
    const alone = new WidgetPage(visitor());
    await alone.screen('mending');
    expect(await alone.sees(`$('[part~="local"], [part~="support"], a[href^="mailto:"]') === null`)).toBe(true);
  });

  test('a host that the page around has set → it stands in the field with whose it is, until a click names it', async () => {
    await visitor().goto(opened.at('suggesting'));
    const person = new WidgetPage(visitor(), { where: 'frame' });
    await person.screen('describing');
    expect(await person.waitsFor(`$('#suggested')?.textContent`)).toContain(new URL(opened.at('suggesting')).origin);
    expect(await person.sees(`$('textarea').value`)).toBe('office-pc:3390');
    await person.waitsFor(`$('.ask .strong').textContent.includes('office-pc:3390')`);
    await person.clicks('.ask .strong');
    await person.screen('asking');
  });
});
