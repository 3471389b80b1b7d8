import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { widgetIntegrity } from '../../site/data/integrity.ts';
import { type Article, article, serveArticles } from './articles.ts';
import { browser, site } from './opened-site.ts';
import { answerToVerdict, SITE, watchedContext } from './pages.ts';

test('the tag that the maker writes runs in another page under the policy that it writes', async () => {
  const { context, faults } = await watchedContext(browser, []);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const page = await context.newPage();
  await page.goto(`${site.url}embed/docs/`);
  const tag = page.locator('#made-tag pre');
  await expect.poll(() => tag.textContent()).toContain(widgetIntegrity()['reconnect.js'] ?? 'no hash');
  await page.locator('[name="code"]').fill('mac-client:0x4');
  await page.locator('[name="audience"]').selectOption('user');
  await page.locator('[name="support"]').fill('IT "desk" <4711>');
  await page.locator('[name="stepTitle"]').fill('Connect our VPN');
  await expect.poll(() => tag.textContent()).toContain('audience="user"');
  await page.locator('#made-tag button').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('support="IT &quot;desk&quot; &lt;4711>"');
  const policy = (await page.locator('#made-policy pre').textContent())?.replaceAll('\n', ' ') ?? '';

  // What readers see stands under it, and what the page hears beside it.
  // It begins anew a moment after the last choice.
  await page.locator('#preview rdp-diagnosis[local-step]').scrollIntoViewIfNeeded();
  await page.locator('#preview rdp-diagnosis .answers input').first().check();
  await page.locator('#preview rdp-diagnosis button.strong').click();
  await expect.poll(() => page.locator('#heard').textContent()).toContain('reconnect-answer');
  await page.locator('[name="kind"][value="frame"]').check();
  await expect.poll(() => tag.textContent()).toMatch(/^<iframe src="\S+embed\/\?code=mac-client:0x4&amp;audience=user/);
  await page.locator('#preview iframe').scrollIntoViewIfNeeded();
  await page.frameLocator('#preview iframe').locator('rdp-diagnosis #heading').waitFor();
  expect(faults).toEqual([]);
  await context.close();

  const made: Article = {
    policy: `default-src 'none'; img-src 'self'; ${policy.replace('script-src', "script-src 'self'")}`,
    html: article(copied),
  };
  const articles = await serveArticles({ made });
  const reader = await browser.newPage();
  await reader.goto(`${articles.origin}/made`);
  expect(await answerToVerdict(reader)).toMatch(/\w/);
  expect(await reader.evaluate('faults')).toEqual([]);
  await reader.close();
  await articles.close();
});

test('a script that is not the one of the hash does not run', async () => {
  const other = article(
    `<script type="module" src="${site.url}widget/reconnect.js" integrity="sha384-${'A'.repeat(64)}" crossorigin="anonymous"></script><rdp-diagnosis></rdp-diagnosis>`,
  );
  const articles = await serveArticles({ other: { html: other } });
  const page = await browser.newPage();
  const refused = page.waitForEvent('console', message => message.text().includes('integrity'));
  await page.goto(`${articles.origin}/other`);
  await refused;
  expect(await page.evaluate(() => customElements.get('rdp-diagnosis') === undefined)).toBe(true);
  await page.close();
  await articles.close();
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
