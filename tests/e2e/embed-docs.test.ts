import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { integrityOf, widgetIntegrity } from '../../site/data/integrity.ts';
import { type Articles, article, serveArticles } from './articles.ts';
import { openArticles } from './opened-articles.ts';
import { withPageInEachBrowser } from './page-in-each-browser.ts';
import { SITE } from './pages.ts';
import { untilIn } from './tab.ts';
import { WidgetPage } from './widget-page.ts';

const opened = openArticles(() => ({}));

withPageInEachBrowser(visitor => {
  const made = async (id: string) =>
    String(await visitor().evaluate(`document.querySelector('#made-${id} pre').textContent`));
  const sets = (name: string, value: string) =>
    visitor().evaluate(`(field => {
      field.value = ${JSON.stringify(value)};
      field.dispatchEvent(new Event('input', { bubbles: true }));
    })(document.querySelector('[name="${name}"]'))`);

  /** A page of another origin that consists of what the maker writes, under the policy that it writes. */
  async function visitMade(inside: string, policy: string): Promise<Articles> {
    const articles = await serveArticles({
      // The script that listens in the tests is the page's own.
      made: {
        policy: `default-src 'none'; img-src 'self'; ${/script-src/.test(policy) ? policy.replace('script-src', "script-src 'self'") : `script-src 'self'; ${policy}`}`,
        html: article(inside),
      },
    });
    await visitor().goto(`${articles.origin}/made`);
    return articles;
  }

  test('what the maker writes runs in another page, under exactly the policy that it writes', async () => {
    await visitor().goto(`${opened.base()}embed/docs/`);
    await untilIn(visitor().evaluate, `/'sha256-/.test(document.querySelector('#made-policy pre').textContent)`);
    await sets('code', 'mac-client:0x4');
    await sets('audience', 'user');
    await sets('support', 'IT "desk" <4711>');
    await sets('stepTitle', 'Connect our VPN');
    const [tag, map, policy] = [await made('tag'), await made('map'), (await made('policy')).replaceAll('\n', ' ')];
    for (const hash of Object.values(widgetIntegrity())) expect(tag + map).toContain(hash);
    expect(tag).toContain('support="IT &quot;desk&quot; &lt;4711>"');
    expect(tag).toContain(`knowledge-integrity="${integrityOf(readFileSync(path.join(SITE, 'knowledge.json')))}"`);

    // What readers see stands under it, and what the page receives beside it. It begins anew a moment after the last choice.
    const preview = new WidgetPage(visitor(), { flow: `document.querySelector('#preview rdp-diagnosis[local-step]')` });
    await untilIn(visitor().evaluate, `document.querySelector('#preview rdp-diagnosis[local-step]') !== null`);
    await preview.sees(`flow.scrollIntoView()`);
    await preview.answers();
    await untilIn(visitor().evaluate, `document.querySelector('#heard').textContent.includes('reconnect-answer')`);

    const articles = await visitMade(map + tag, policy);
    const person = new WidgetPage(visitor());
    expect(await person.reachesVerdict()).toMatch(/\w/);
    // What comes later is pinned by the map, and comes.
    visitor().requested();
    await person.sees(`flow.setAttribute('code', 'no such code')`);
    await person.screen('describing');
    expect(
      visitor()
        .requested()
        .some(address => address.includes('/widget/reconnect-')),
    ).toBe(true);
    expect(await visitor().evaluate('faults')).toEqual([]);
    await articles.close();

    const refused = await visitMade(
      map.replace(/(later\.js": "sha384-).{8}/, '$1AAAAAAAA') + tag,
      policy.replace(/'sha256-[^']+'/, "'unsafe-inline'"),
    );
    await person.screen('asking');
    await person.sees(`flow.setAttribute('code', 'no such code')`);
    expect(await person.waitsFor(`$('.understood')?.textContent.trim()`)).toMatch(/\w+ \w+/);
    await refused.close();
  });

  test('so does its frame', async () => {
    await visitor().goto(`${opened.base()}embed/docs/`);
    await sets('code', 'mac-client:0x4');
    await visitor().evaluate(`document.querySelector('[name="kind"][value="frame"]').click()`);
    expect(await made('tag')).toMatch(/^<iframe src="\S+embed\/\?code=mac-client:0x4/);
    await untilIn(visitor().evaluate, `document.querySelector('#preview iframe') !== null`);
    const articles = await visitMade(await made('tag'), await made('policy'));
    expect(await new WidgetPage(visitor(), { where: 'frame' }).reachesVerdict()).toMatch(/\w/);
    expect(await visitor().evaluate('faults')).toEqual([]);
    await articles.close();
  });

  test('a script that is not the one of the hash does not run', async () => {
    const hash = `sha384-${'A'.repeat(64)}`;
    const articles = await visitMade(
      `<script type="module" src="${opened.base()}widget/reconnect.js" integrity="${hash}" crossorigin="anonymous" onerror="refused = true"></script><rdp-diagnosis></rdp-diagnosis>`,
      `script-src 'unsafe-inline' ${opened.base()}`,
    );
    await untilIn(visitor().evaluate, 'globalThis.refused');
    expect(await visitor().evaluate(`customElements.get('rdp-diagnosis') === undefined`)).toBe(true);
    await articles.close();
  });
});

test.each<[page: string]>([['embed/index.html'], ['guides/error-0x4/index.html']])(
  '%s names its oEmbed data, and they hold a sandboxed frame of our own',
  page => {
    const html = readFileSync(path.join(SITE, page), 'utf8');
    const [, address = ''] =
      /<link [^>]*type="application\/json\+oembed" href="https:\/\/[^/"]+\/([^"]+)"/.exec(html) ?? [];
    const data: Record<string, unknown> = JSON.parse(readFileSync(path.join(SITE, address), 'utf8'));
    expect(data).toMatchObject({ type: 'rich', version: '1.0', width: expect.any(Number), height: expect.any(Number) });
    expect(data.html).toMatch(
      /^<iframe src="https:\/\/[^/"]+\/embed\/(?:\?code=0x4)?" title="[^"<]+" width="\d+" height="\d+" sandbox="[a-z -]+" loading="lazy"><\/iframe>$/,
    );
  },
);
