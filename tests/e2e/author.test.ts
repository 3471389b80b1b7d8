import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { article, type ReceivedEvent } from './articles.ts';
import { openArticles } from './opened-articles.ts';
import { withPageInEachBrowser } from './page-in-each-browser.ts';
import { SITE } from './pages.ts';
import { untilIn } from './tab.ts';
import { WidgetPage } from './widget-page.ts';

/** What an author sets for their readers. */
const STEP = '{"title":"Connect <i>our</i> VPN","lines":["Look for the green light."],"causes":["port-blocked"]}';

/** `<` is escaped: the guide's HTML may hold what ends a script. */
const KNOWLEDGE = readFileSync(path.join(SITE, 'knowledge.json'), 'utf8').replaceAll('<', '\\u003c');

/** As a server would hand it out that was broken into. */
const SPOILT = JSON.stringify(
  JSON.parse(readFileSync(path.join(SITE, 'knowledge.json'), 'utf8')),
  (_, value: unknown) =>
    typeof value === 'string' && value.includes('<p>')
      ? `<form action="https://elsewhere.example"><input type="password"></form><img src="x" onerror="faults.push('ran')"><iframe srcdoc="<script>parent.faults.push('ran')</script>"></iframe><a href="javascript:faults.push('ran')">x</a><b>kept</b>${value}`
      : value,
).replaceAll('<', '\\u003c');

const opened = openArticles(({ script, widget }) => ({
  spoilt: { html: article(script + widget('cause="port-blocked" knowledge="/spoilt.json"')) },
  'spoilt.json': { type: 'application/json', html: SPOILT },
  mail: {
    html: article(
      script +
        widget(
          `cause="port-blocked" audience="user" support="IT, 4711 &lt;b&gt;" hand-over="mailto:help@example.test" local-step='${STEP}'`,
        ),
    ),
  },
  inside: { html: article(script + widget('', `<p>Wait</p><script type="application/json">${KNOWLEDGE}</script>`)) },
  after: {
    html: article(
      `${script}<rdp-diagnosis knowledge="/none"></rdp-diagnosis><script type="application/json">${KNOWLEDGE}</script>`,
    ),
  },
  event: { html: article(script + widget('cause="bad-credentials" hand-over="event"')) },
  remembered: { html: article(script + widget('code="mac-client:0x4" remember="article"')) },
  forgotten: { html: article(script + widget('code="mac-client:0x4"')) },
  room: {
    html: article(script + widget('code="mac-client:0x4"'), {
      head: `<style>rdp-diagnosis { display: block; min-height: 1600px; --reconnect-min-height: 1600px }</style><script>
        var shifts = [];
        if (PerformanceObserver.supportedEntryTypes.includes('layout-shift'))
          new PerformanceObserver(list => {
            // What follows a click is not counted: CLS leaves it out as well.
            for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.push(entry.value);
          }).observe({ type: 'layout-shift', buffered: true });
      </script>`,
    }),
  },
}));

withPageInEachBrowser(visitor => {
  const visit = async (name: string) => {
    await visitor().goto(opened.at(name));
    return new WidgetPage(visitor());
  };
  const receivedOfType = async (type: string) =>
    ((await visitor().evaluate('heard')) as readonly ReceivedEvent[]).filter(one => one.type === type);

  test('a reader who is no administrator is shown whom to ask, the author’s advice as text, and writes a mail', async () => {
    const person = await visit('mail');
    await person.screen('mending');
    const part = (name: string) => person.waitsFor(`$('[part~="${name}"]')?.textContent`);
    expect(await part('support')).toContain('IT, 4711 <b>');
    expect(await part('local')).toContain('Connect <i>our</i> VPN');
    expect(await person.sees(`$('.remedy .ours')`)).toBeNull();
    await person.clicks('.acts button');
    await person.screen('handed-over');
    expect(await part('report')).toContain(JSON.parse(KNOWLEDGE).words.causes['port-blocked'].title);
    const link = String(await person.sees(`$('a[href^="mailto:"]').getAttribute('href')`));
    expect(link).toMatch(/^mailto:help@example\.test\?subject=\S+&body=\S+$/);
    expect(link.length).toBeLessThanOrEqual(1800);
    await untilIn(visitor().evaluate, `heard.some(({ type }) => type === 'reconnect-handover')`);
    expect(await receivedOfType('reconnect-handover')).toHaveLength(1);
    expect(await visitor().evaluate('faults')).toEqual([]);
  });

  test.each(['inside', 'after'])('knowledge that stands %s the element is not asked for', async name => {
    visitor().requested();
    const person = await visit(name);
    await person.screen('describing');
    expect(
      visitor()
        .requested()
        .filter(address => /knowledge|none/.test(address)),
    ).toEqual([]);
    expect(await visitor().evaluate('faults')).toEqual([]);
  });

  test('a report that goes to the page goes there by the person’s own button', async () => {
    const person = await visit('event');
    await person.screen('mending');
    await person.clicks('p button.less');
    await person.screen('handed-over');
    await person.waitsFor(`$('.report').textContent`);
    expect(await receivedOfType('reconnect-handover')).toEqual([]);
    await person.clicks('.acts button.strong');
    await person.waitsFor(`$('.acts button:disabled') !== null`);
    const [told] = await receivedOfType('reconnect-handover');
    expect(told?.detail.report).toMatchObject({ version: 1, redacted: true });
  });

  test('a case is kept under the name that the author gives, and not at all without one', async () => {
    const kept = `Object.keys(localStorage)`;
    await (await visit('forgotten')).answers();
    expect(await visitor().evaluate(kept)).toEqual([]);
    let person = await visit('remembered');
    await person.answers();
    const heading = await person.sees(`$('#heading').textContent`);
    expect(await visitor().evaluate(kept)).toEqual(['reconnect:article']);
    person = await visit('remembered');
    expect(await person.waitsFor(`$('#heading')?.textContent === ${JSON.stringify(heading)}`)).toBe(true);
  });

  test('with room kept for it, nothing in the page moves', async () => {
    const person = await visit('room');
    const below = `document.querySelector('rdp-diagnosis + p').getBoundingClientRect().top + scrollY`;
    const before = await visitor().evaluate(below);
    expect(await person.reachesVerdict()).toMatch(/\w/);
    // Firefox has the place in sixtieths of a px, as a 32-bit number.
    expect(await visitor().evaluate(below)).toBeCloseTo(Number(before), 2);
    expect(await visitor().evaluate('shifts')).toEqual([]);
  });

  test('knowledge: markup of a server that was broken into → none of it runs, asks or frames anything', async () => {
    const person = await visit('spoilt');
    await person.screen('mending');
    expect(await person.waitsFor(`$$('.ours b').some(bold => bold.textContent === 'kept')`)).toBe(true);
    expect(
      await person.sees(`$$('form, iframe, input[type="password"], .ours img, a[href^="javascript:"]').length`),
    ).toBe(0);
    expect(await visitor().evaluate('faults')).toEqual([]);
  });
});
