import type { Page } from 'playwright';
import { expect, test } from 'vitest';
import { browser, site } from './opened-site.ts';

/** The commands of a page: with the person's host in them, copied as they stand, and plain text without a script. */

const commandsOf = (page: Page) => page.locator('.command code').allTextContents();

test('a host that is typed stands in every command of the page and of the next one, and can be taken back', async () => {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  await page.goto(`${site.url}guides/error-0x4/`);
  const written = await commandsOf(page);
  expect(written.filter(command => command.includes('HOST')).length).toBeGreaterThan(3);
  await page.locator('#host').fill('pc7.example');
  expect(await commandsOf(page)).toEqual(written.map(command => command.replaceAll('HOST', 'pc7.example')));
  await page.goto(`${site.url}steps/port-test/`);
  expect((await commandsOf(page)).join('\n')).toContain('Test-NetConnection pc7.example -Port 3389');
  expect(await page.locator('#host').inputValue()).toBe('pc7.example');
  await page.goto(`${site.url}causes/bad-credentials/`);
  expect((await commandsOf(page)).join('\n')).toContain('cmdkey /delete:TERMSRV/pc7.example');
  expect(await page.locator('.prose').textContent()).toContain('HOST\\name');
  await page.locator('#host').fill('');
  expect((await commandsOf(page)).join('\n')).toContain('TERMSRV/HOST');
  await context.close();
});

test.each(['pc1; rm -rf /', '$(reboot)', '-oProxyCommand=x', 'a b', '`id`', '<b>'])(
  'what a shell would take for more than a name stays out of the commands: %s',
  async hostile => {
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(`${site.url}steps/port-test/`);
    await page.locator('#host').fill(hostile);
    expect(await page.locator('#host').getAttribute('aria-invalid')).toBe('true');
    expect((await commandsOf(page)).join('\n')).not.toContain(hostile);
    await page.reload();
    expect((await commandsOf(page)).join('\n')).toContain('nc -vz -w 5 HOST 3389');
    await context.close();
  },
);

test('a command is copied as it stands', async () => {
  const context = await browser.newContext({
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(`${site.url}steps/port-test/`);
  await page.locator('#host').fill('10.0.0.7');
  // Those of the person's own system are open.
  const command = page.locator('.command', { has: page.locator('button:visible') }).first();
  await command.locator('button').click();
  await command.locator('button', { hasText: 'Copied' }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toBe((await command.locator('code').textContent())?.trimEnd());
  expect(copied).toContain('10.0.0.7');
  await context.close();
});

test('without a script the commands are text, with neither field nor button', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.url}steps/port-test/`);
  expect((await commandsOf(page)).join('\n')).toContain('Test-NetConnection HOST -Port 3389');
  expect(await page.locator('.command pre').first().isVisible()).toBe(true);
  expect(await page.locator('.command button:visible').count()).toBe(0);
  expect(await page.locator('#host').isVisible()).toBe(false);
  await context.close();
});

test('a command in a sentence → its button copies it with the host that was typed, and is named by it', async () => {
  const context = await browser.newContext({
    serviceWorkers: 'block',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  await page.goto(`${site.url}causes/port-blocked/`);
  const copy = page.getByRole('button', { name: 'Copy sudo ufw allow from 192.168.1.0/24 to any port 3389 proto tcp' });
  await copy.click();
  await page.locator('.copy-inline', { hasText: 'Copied' }).waitFor();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'sudo ufw allow from 192.168.1.0/24 to any port 3389 proto tcp',
  );
  expect(await page.locator('.prose :is(pre, a) .copy-inline').count()).toBe(0);
  await context.close();
});
