import type { BrowserContext, Page } from 'playwright';
import { expect, test } from 'vitest';
import { browser, site } from './opened-site.ts';
import { watchedContext } from './pages.ts';
import { caseRecord, fileOf, makeForeign, plant } from './planted-cases.ts';
import { stored, untilKept } from './stored-cases.ts';
import { uiWords } from './tour.ts';

/** What files, other tabs, other programs and a full disk do to the history of cases. */
const open = () => watchedContext(browser, [new URL(site.url).origin], { serviceWorkers: 'block' });
const rows = (page: Page) => page.locator('.cases > li');
const names = (page: Page) => rows(page).locator('b').allTextContents();
const flow = (page: Page) => page.locator('rdp-diagnosis');

async function openCurrent(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site.url}diagnose/`);
  await flow(page).locator('.root[data-screen="asking"]').waitFor();
  return page;
}

/** Gives the question that was answered, or the thing that was tried. */
async function answer(page: Page, at = 0): Promise<string> {
  const before = (await flow(page).locator('#heading').textContent()) ?? '';
  const outcomes = flow(page).locator('.thirds button');
  // What one answer was enough for is shown first; behind it more can be asked.
  if ((await flow(page).locator('.root').getAttribute('data-screen')) === 'concluded') {
    await flow(page).locator('button.less').first().click();
    await flow(page).locator('.root[data-screen="asking"]').waitFor();
    return answer(page, at);
  }
  if ((await outcomes.count()) > 0) await outcomes.nth(at).click();
  else {
    await flow(page).locator('.answers input').nth(at).check();
    await flow(page).locator('.acts button.strong').click();
  }
  await expect.poll(() => flow(page).locator('#heading').textContent()).not.toBe(before);
  return before;
}

test('import: 100 cases of the year 2999 over 40 own ones → 60 fit, every own one stays, and it can be undone', async () => {
  const { context, faults } = await open();
  const page = await context.newPage();
  const own = Array.from({ length: 40 }, (_, at) => caseRecord(`own-${at}`));
  await plant(page, own);
  await page.reload();
  await expect.poll(() => rows(page).count()).toBe(40);
  const at = '2199-01-01T00:00:00Z';
  await page.setInputFiles(
    '#cases-file',
    fileOf(Array.from({ length: 100 }, (_, n) => caseRecord(`theirs-${n}`, { begunAt: at, changedAt: at }))),
  );
  await expect.poll(() => page.locator('.said').textContent()).toMatch(/60 of 100/);
  expect((await names(page)).filter(name => name.startsWith('own-'))).toHaveLength(40);
  await page.click('#undo');
  await expect.poll(() => rows(page).count()).toBe(40);
  expect(await names(page)).not.toContainEqual(expect.stringMatching(/^theirs/));
  expect(faults).toEqual([]);
  await context.close();
});

test('import: a full history → nothing is displaced, and a new case of one’s own is kept all the same', async () => {
  const { context } = await open();
  const page = await context.newPage();
  await plant(page, [caseRecord('own')]);
  await page.reload();
  await rows(page).first().waitFor();
  await page.setInputFiles('#cases-file', fileOf(Array.from({ length: 99 }, (_, n) => caseRecord(`theirs-${n}`))));
  await expect.poll(() => rows(page).count()).toBe(100);
  await page.goto(`${site.url}diagnose/#target=new-pc&progress=nothing`);
  await flow(page).locator('.ask button.strong').click();
  await flow(page).locator('.root[data-screen="asking"]').waitFor();
  await untilKept(page, 'new-pc');
  await page.goto(`${site.url}cases/`);
  await expect.poll(() => rows(page).count()).toBe(100);
  expect(await names(page)).toEqual(expect.arrayContaining(['own', 'new-pc']));
  await context.close();
});

test('a date that is none, in the store and in a file → that row alone is damaged, and can be deleted', async () => {
  const { context, faults } = await open();
  const page = await context.newPage();
  await plant(page, [caseRecord('well'), caseRecord('ill', { changedAt: '9999-99-99T99:99:99Z' }), { id: 'x' }]);
  await page.reload();
  await expect.poll(() => rows(page).count()).toBe(3);
  expect(await names(page)).toContain('well');
  for (const left of [2, 1]) {
    await page.locator('.cases .damaged').first().getByRole('button').click();
    await expect.poll(() => rows(page).count()).toBe(left);
  }
  await page.setInputFiles('#cases-file', fileOf([caseRecord('late', { changedAt: '9999-99-99T99:99:99Z' })]));
  await expect.poll(() => page.locator('.said').textContent()).toMatch(/not a report/);
  await page.reload();
  await expect.poll(() => names(page)).toEqual(['well']);
  expect(faults).toEqual([]);
  await context.close();
});

test('two tabs: a note, an answer and two flows on one case → nothing is lost, and the list follows', async () => {
  const { context, faults } = await open();
  const list = await context.newPage();
  const one = caseRecord('shared-pc');
  await plant(list, [one], { current: one.id });
  await list.reload();
  await rows(list).first().waitFor();
  const [first, second] = [await openCurrent(context), await openCurrent(context)];
  const answered = new Set([await answer(first)]);
  await rows(list).first().getByLabel('Note').fill('Office');
  await rows(list).first().getByLabel('Note').press('Enter');
  await expect.poll(async () => (await stored(list))[0]?.note).toBe('Office');
  answered.add(await answer(first));
  // The other flow has seen none of it, and answers otherwise.
  answered.add(await answer(second, 1));
  answered.add(await answer(second));
  const askedIn = async () => new Set((await stored(list))[0]?.saved.asked).size;
  await expect.poll(askedIn).toBe(answered.size + 1);
  const [kept] = await stored(list);
  expect(kept?.note).toBe('Office');
  expect(faults).toEqual([]);
  await context.close();
});

test('two tabs: a case that is deleted while it is open in a flow → stays deleted, and the flow says so', async () => {
  const { context, faults } = await open();
  const list = await context.newPage();
  const one = caseRecord('secret-pc');
  await plant(list, [one], { current: one.id });
  await list.reload();
  await rows(list).first().waitFor();
  const other = await openCurrent(context);
  await list.click('#remove-all');
  await expect.poll(() => rows(list).count()).toBe(0);
  await answer(other);
  await expect.poll(() => flow(other).locator('.unkept').textContent()).toBe(uiWords()['case.deleted']);
  await answer(other);
  expect(await stored(list)).toEqual([]);
  expect(faults).toEqual([]);
  await context.close();
});

test.each([1, 99])(
  'a database of our name by another program, version %i → no endless waiting, and a way to start afresh',
  async version => {
    const { context, faults } = await open();
    const page = await context.newPage();
    await page.goto(`${site.url}logo.svg`);
    await makeForeign(page, version);
    await page.goto(`${site.url}diagnose/`);
    await flow(page).locator('.root[data-screen="describing"]').waitFor();
    await flow(page).locator('.after-ask button').click();
    await flow(page).locator('.root[data-screen="asking"]').waitFor();
    await page.goto(`${site.url}report/`);
    await expect.poll(() => page.locator('#report-origin').textContent()).toMatch(/no case/);
    await page.goto(`${site.url}cases/`);
    await page.click('#start-afresh');
    await expect.poll(() => page.locator('.said').textContent()).toMatch(/kept again/);
    await page.goto(`${site.url}diagnose/#progress=nothing`);
    await flow(page).locator('.root[data-screen="asking"]').waitFor();
    await expect.poll(async () => (await stored(page)).length).toBe(1);
    await page.goto(`${site.url}cases/`);
    await expect.poll(() => rows(page).count()).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  },
);

test('a database that opens and then gives nothing → the list says so, and offers to start afresh', async () => {
  const { context, faults } = await open();
  await context.addInitScript(() => {
    // As a browser does whose files are damaged.
    const broken = () => {
      throw new DOMException('Internal error retrieving data', 'UnknownError');
    };
    IDBObjectStore.prototype.getAll = broken;
    IDBObjectStore.prototype.get = broken;
  });
  const page = await context.newPage();
  await page.goto(`${site.url}cases/`);
  await page.locator('#start-afresh').waitFor();
  expect(await page.locator('#cases .lead').count()).toBe(0);
  await page.evaluate(() => localStorage.setItem('reconnect:host', 'old-pc'));
  await page.click('#start-afresh');
  await expect.poll(() => page.evaluate(() => localStorage.getItem('reconnect:host'))).toBeNull();
  await page.goto(`${site.url}diagnose/#progress=nothing`);
  await flow(page).locator('.root[data-screen="asking"]').waitFor();
  await expect.poll(() => flow(page).locator('.unkept').textContent()).toBe(uiWords()['case.not-kept']);
  expect(faults).toEqual([]);
  await context.close();
});

test.each([{}, Number.NaN, 'no-such-id', '9'.repeat(10_000), [[[]]]])(
  'a current case that is none (%j) → the flow begins',
  async current => {
    const { context, faults } = await open();
    const page = await context.newPage();
    await plant(page, [caseRecord('pc1')], { current });
    for (const [address, ready] of [
      ['diagnose/', 'rdp-diagnosis .root[data-screen="describing"]'],
      ['cases/', '.cases > li'],
    ] as const) {
      await page.goto(site.url + address);
      await page.locator(ready).first().waitFor();
    }
    expect(faults).toEqual([]);
    await context.close();
  },
);

test.each(['throws', 'aborts'] as const)(
  'a full disk that %s → one quiet line in the flow and on the list',
  async how => {
    const { context, faults } = await open();
    await context.addInitScript(kind => {
      const full = () => new DOMException('full', 'QuotaExceededError');
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...given) {
        if (kind === 'throws') throw full();
        const request = put.apply(this, given);
        this.transaction.abort();
        return request;
      };
    }, how);
    const page = await context.newPage();
    await page.goto(`${site.url}diagnose/#progress=nothing`);
    await flow(page).locator('.root[data-screen="asking"]').waitFor();
    await expect.poll(() => flow(page).locator('.unkept').textContent()).toBe(uiWords()['case.not-kept']);
    await answer(page);
    await page.goto(`${site.url}cases/`);
    await page.setInputFiles('#cases-file', fileOf([caseRecord('theirs')]));
    await expect.poll(() => page.locator('.said').textContent()).toMatch(/can’t keep that/);
    expect(faults).toEqual([]);
    await context.close();
  },
);

test('a page with an enumerable property on Object.prototype → the flow, or its fault screen, and never an endless wait', async () => {
  const { context } = await open();
  await context.addInitScript(() => Object.assign(Object.prototype, { polluted: { source: 'x' } }));
  const page = await context.newPage();
  await page.goto(`${site.url}diagnose/`);
  await flow(page).locator('.root[data-screen], [role="alert"]').first().waitFor();
  await context.close();
});

test('a link with a host → it stands in the field with where it is from, and is used nowhere before a click names it', async () => {
  const { context, faults } = await open();
  const page = await context.newPage();
  await page.goto(`${site.url}diagnose/#target=attacker-chosen.example:3390&progress=nothing`);
  await flow(page).locator('#suggested').waitFor();
  expect(await flow(page).locator('#said').inputValue()).toBe('attacker-chosen.example:3390');
  const go = flow(page).locator('.ask button.strong');
  await expect.poll(() => go.textContent()).toContain('attacker-chosen.example:3390');
  expect(await page.evaluate(() => localStorage.getItem('reconnect:host'))).toBeNull();
  expect(JSON.stringify(await stored(page))).not.toContain('attacker-chosen');
  const guide = await context.newPage();
  await guide.goto(`${site.url}guides/error-0x4/`);
  expect(await guide.locator('main').textContent()).not.toContain('attacker-chosen');
  await go.click();
  await flow(page).locator('.root[data-screen="asking"]').waitFor();
  await expect.poll(() => page.evaluate(() => localStorage.getItem('reconnect:host'))).toBe('attacker-chosen.example');
  expect(faults).toEqual([]);
  await context.close();
});

test('the start page: a case is open on this device → a card offers it', async () => {
  const { context, faults } = await open();
  const page = await context.newPage();
  const one = caseRecord('office-pc');
  await plant(page, [one], { current: one.id });
  await page.goto(site.url);
  const card = page.locator('#open-case');
  await card.waitFor();
  expect(await card.textContent()).toContain('office-pc');
  // In sight without scrolling, also on a phone: above the examples, and above the field.
  await page.setViewportSize({ width: 360, height: 640 });
  const bottom = await card.evaluate(element => element.getBoundingClientRect().bottom);
  expect(bottom).toBeLessThan(640);
  await card.getByRole('link').first().click();
  await flow(page).locator('.root[data-screen="asking"]').waitFor();
  expect(faults).toEqual([]);
  await context.close();
});

test.each(['none', 'a solved one'])('the start page: of cases on this device %s → no card', async which => {
  const { context, faults } = await open();
  const page = await context.newPage();
  const one = caseRecord('office-pc');
  const solved = { ...one, saved: { ...one.saved, screen: 'resolved' } };
  if (which !== 'none') await plant(page, [solved], { current: one.id });
  await page.goto(site.url);
  await page.waitForLoadState('networkidle');
  expect(await page.locator('#open-case').isVisible()).toBe(false);
  expect(faults).toEqual([]);
  await context.close();
});
