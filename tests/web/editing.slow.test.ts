import type { Locator, Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { executablePath, SCENES, shownIn, startExplorer, violationsIn } from './support/explorer.ts';

const RECORD = `mutation ($rows: [RelationshipInput!]!) { recordRelationships(rows: $rows) { revision } }`;

describe.skipIf(!executablePath)('editing and live updates in the explorer', () => {
  const { open, served } = startExplorer();
  const withToken = async (page: Page, token: string) => {
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('Editor token').fill(token);
  };
  const choose = async (page: Page, label: string, name: string) => {
    await page.getByRole('combobox', { name: label, exact: true }).fill(name);
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .click();
  };

  test('adds a relationship with its evidence, disputes it, and retracts it', async () => {
    const page = await open('#show=iraq,jordan');
    await withToken(page, served().tokenOf.editor);
    await choose(page, 'From', 'Iraq');
    await page.getByLabel(/^Relationship/).selectOption('NEGOTIATES_WITH');
    await choose(page, 'To', 'Jordan');
    await page.getByRole('textbox', { name: 'Start' }).fill('May 2019');
    await page.getByLabel('Source').selectOption({ index: 1 });
    await page.getByLabel(/^Passage/).fill('Envoys of both met.');
    await page.getByRole('button', { name: 'Add relationship' }).click();
    const refused = page.locator('label:has-text("Start") + .problem');
    await expect.poll(() => refused.textContent()).toMatch(/^Expected a date such as 2016, .*; got "May 2019"\.$/);
    await page.getByRole('textbox', { name: 'Start' }).fill('2019-05');
    await page.getByRole('button', { name: 'Add relationship' }).click();
    await page.getByRole('heading', { name: /(Iraq|Jordan) negotiates with (Jordan|Iraq)/ }).waitFor();
    await page.locator('.paraphrase', { hasText: 'Envoys of both met.' }).waitFor();

    await page.getByText('Dispute or retract').click();
    await page.locator('details.edit').getByLabel('Source').selectOption({ index: 1 });
    await page
      .locator('details.edit')
      .getByLabel(/^Passage/)
      .fill('No such meeting took place.');
    await page.getByRole('button', { name: 'Add as denial' }).click();
    await page.getByRole('heading', { name: /^Denied by/ }).waitFor();
    await page.getByText(/^Disputed, confidence/).waitFor();

    await page.getByLabel('Reason to retract it').fill('Made for a test.');
    await page.getByRole('button', { name: 'Retract relationship' }).click();
    await page.getByText('no longer in the graph').waitFor();
  });

  test('adds a passage to a relationship that is there, and takes only that passage back', async () => {
    const row = {
      type: 'NEGOTIATES_WITH',
      from: 'iraq',
      to: 'russia',
      start: '2018',
      evidence: [{ source: 'article-aleppo-2024-11-30', quote: 'They met before.' }],
    };
    expect((await served().execute(RECORD, served().tokenOf.editor, { rows: [row] })).errors).toBeUndefined();
    const quotes = async () => {
      const query =
        '{ relationships(filter: { from: ["iraq"], to: ["russia"], types: [NEGOTIATES_WITH], certainty: POSSIBLE }) { nodes { evidence { nodes { quote } } } } }';
      const { data } = await served().execute(query);
      const { nodes } = (data as { relationships: { nodes: { evidence: { nodes: { quote: string }[] } }[] } }).relationships;
      return nodes.map(({ evidence }) => evidence.nodes.map(({ quote }) => quote).sort());
    };
    const page = await open('#show=iraq,russia');
    await withToken(page, served().tokenOf.editor);
    await choose(page, 'From', 'Iraq');
    await page.getByLabel(/^Relationship/).selectOption('NEGOTIATES_WITH');
    await choose(page, 'To', 'Russia');
    await page.getByRole('textbox', { name: 'Start' }).fill('2018');
    await page.getByLabel('Source').selectOption({ index: 1 });
    await page.getByLabel(/^Passage/).fill('Another source says so too.');
    await page.getByRole('button', { name: 'Add relationship' }).click();
    await page.locator('.paraphrase', { hasText: 'Another source says so too.' }).waitFor();
    expect(await quotes()).toEqual([['Another source says so too.', 'They met before.']]);
    const question = new Promise<string>((resolve) => {
      page.once('dialog', (dialog) => {
        resolve(dialog.message());
        void dialog.accept();
      });
    });
    await page.getByRole('button', { name: 'Undo' }).click();
    expect(await question).toBe('Take back what you did: added a passage to “Iraq negotiates with Russia”?');
    await expect.poll(quotes).toEqual([['They met before.']]);
  });

  test('shows the error message of the server', async () => {
    const page = await open('#show=iraq,jordan');
    await withToken(page, 'no-such-token');
    await page.getByRole('combobox', { name: 'From', exact: true }).fill('Iraq');
    const words = page.getByRole('alert').or(page.locator('.suggestions .none')).first();
    await words.waitFor();
    const { errors } = await served().execute('{ status { revision } }', 'no-such-token');
    await expect.poll(() => words.textContent()).toBe(errors?.[0]?.message);

    await page.getByLabel('Editor token').fill(served().tokenOf.editor);
    await choose(page, 'From', 'Iraq');
    await choose(page, 'To', 'Jordan');
    await page.getByRole('textbox', { name: 'Start' }).fill('last summer');
    await page.getByLabel('Source').selectOption({ index: 1 });
    await page.getByLabel(/^Passage/).fill('Something.');
    await page.getByRole('button', { name: 'Add relationship' }).click();
    await page.getByRole('alert').filter({ hasText: 'Expected a date such as 2016' }).waitFor();
  });

  test('shows what is wrong with a row at the field that is wrong, and adds nothing', async () => {
    const page = await open('#show=iraq,jordan');
    await withToken(page, served().tokenOf.editor);
    await choose(page, 'From', 'Iraq');
    await choose(page, 'To', 'Iraq');
    await page.getByRole('textbox', { name: 'Start' }).fill('2019');
    await page.getByRole('textbox', { name: 'End' }).fill('2012');
    await page.getByLabel('Source').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Add relationship' }).click();
    const beside = async (label: string) => (await page.locator(`.field:has-text("${label}") + [role=alert]`).textContent()) ?? '';
    expect(await beside('Passage')).toMatch(/^Expected .+; got/);
    await page.getByLabel(/^Passage/).fill('It met itself.');
    await page.getByRole('button', { name: 'Add relationship' }).click();
    await expect.poll(() => beside('To')).toBe('Expected two different ends; got "iraq" twice. An entity has no relationship with itself.');
    const { data } = await served().execute(
      '{ relationships(filter: { from: ["iraq"], certainty: POSSIBLE, at: "2012" }) { nodes { evidence { nodes { quote } } } } }',
    );
    expect(JSON.stringify(data)).not.toContain('It met itself.');
  });

  test('adds a relationship with a new actor, a new place and a new source in one revision, selects it, and takes all of it back', async () => {
    const page = await open('#show=iraq,jordan');
    await withToken(page, served().tokenOf.editor);
    const [from, to] = ['From', 'To'].map((end) => page.getByRole('group', { name: `${end}: new actor or place` }));
    await page.getByRole('combobox', { name: 'From', exact: true }).fill('كتائب الاختبار');
    await page.getByRole('button', { name: 'New actor or place …' }).first().click();
    await expect.poll(() => from!.getByLabel('Name').inputValue()).toBe('كتائب الاختبار');
    await page.getByLabel(/^Relationship/).selectOption('CONTROLS');
    await page.getByRole('button', { name: 'New actor or place …' }).click();
    await to!.getByLabel('Kind').selectOption('TOWN');
    await page.getByLabel('Source').selectOption('New source …');
    const source = page.getByRole('group', { name: 'New source' });
    await source.getByLabel('Title').fill('A report of a test');
    await source.getByLabel('Published on').fill('last week');
    await page.getByLabel(/^Passage/).fill('They hold the town.');
    const before = await revisionOf();
    await page.getByRole('button', { name: 'Add relationship' }).click();
    const beside = (label: string, within = page.locator('.form')) => within.locator(`label:has-text("${label}") + [role=alert]`).first();
    await beside('Name', to).waitFor();
    await expect.poll(() => beside('Published on', source).textContent()).toContain('Expected a date such as 2016');
    await expect.poll(() => entitiesNamed('كتائب الاختبار')).toEqual([]);
    expect(await violationsIn(page)).toEqual([]);

    await to!.getByLabel('Name').fill('Test Town');
    await source.getByLabel('Published on').fill('2024-12-01');
    await page.getByRole('button', { name: 'Add relationship' }).click();
    await page.getByRole('heading', { name: /controls Test Town/ }).waitFor();
    await page.getByText('They hold the town.').first().waitFor();
    await expect.poll(() => shownIn(page)).toEqual(expect.arrayContaining(['iraq', 'jordan', 'test-town']));
    await expect.poll(() => revisionOf()).toBe(before + 1);
    await expect.poll(() => entitiesNamed('كتائب الاختبار')).toHaveLength(1);

    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => entitiesNamed('كتائب الاختبار')).toEqual([]);
    const ofNew = '{ source(id: "a-report-of-a-test-2024-12-01") { key } place(id: "test-town") { slug } }';
    await expect.poll(async () => (await served().execute(ofNew)).data).toEqual({ source: null, place: null });
  });

  test('adds an event with its participants and deaths, shows it, refuses a second of the same title and start, and takes it back', async () => {
    const page = await open('#show=iraq,jordan');
    await withToken(page, served().tokenOf.editor);
    await page.getByLabel('What to add').selectOption('An event');
    await page.getByLabel('Kind').selectOption('CEASEFIRE');
    await page.getByLabel('What happened, in one line').fill('Both sides of the test lay down arms');
    await page.getByRole('textbox', { name: 'Start' }).fill('2019-05-04');
    await page.getByRole('combobox', { name: 'Place', exact: true }).fill('Trial Valley');
    await page.getByRole('button', { name: 'New place …' }).click();
    await choose(page, 'Actor 1', 'Iraq');
    await page.getByRole('button', { name: 'Another participant' }).click();
    await page.getByRole('combobox', { name: 'Actor 2', exact: true }).fill('Trial Brigade');
    await page.getByRole('button', { name: 'New actor …' }).last().click();
    const second = page.getByRole('group', { name: 'Participant 2', exact: true });
    await second.getByLabel('Role').selectOption('MEDIATOR');
    await second.getByLabel('Deaths on that side').fill('some');
    await page.getByLabel('Deaths, best estimate').fill('12');
    await page.getByLabel('Source').selectOption({ index: 1 });
    await page.getByLabel(/^Passage/).fill('They laid down their arms in the valley.');
    const before = await revisionOf();
    const add = page.getByRole('button', { name: 'Add event' });
    await add.click();
    await second.locator('label:has-text("Deaths on that side") + [role=alert]').waitFor();
    await expect.poll(() => page.getByRole('alert').count()).toBe(1);
    await expect.poll(() => isInView(page.getByRole('alert'))).toBe(true);
    expect(await violationsIn(page)).toEqual([]);
    await page.screenshot({ path: `${SCENES}/new-event.png` });
    await expect.poll(() => revisionOf()).toBe(before);

    await second.getByLabel('Deaths on that side').fill('3');
    await add.click();
    await page.getByRole('heading', { name: 'Both sides of the test lay down arms' }).waitFor();
    await page.locator('.paraphrase', { hasText: 'They laid down their arms in the valley.' }).waitFor();
    await page.getByRole('button', { name: 'Trial Brigade mediator, 3 dead' }).waitFor();
    await expect.poll(() => page.locator('dl.facts').textContent()).toMatch(/On 4 May 2019.*Trial Valley.*12/);
    expect(await violationsIn(page)).toEqual([]);
    await expect.poll(() => revisionOf()).toBe(before + 1);
    await expect.poll(() => shownIn(page)).toEqual(expect.arrayContaining(['iraq', 'jordan', 'trial-valley', 'trial-brigade']));
    await page.screenshot({ path: `${SCENES}/recorded-event.png` });

    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await page.getByLabel('What to add').selectOption('An event');
    await page.getByLabel('What happened, in one line').fill('Both sides of the test lay down arms');
    await page.getByRole('textbox', { name: 'Start' }).fill('2019-05-04');
    await choose(page, 'Actor 1', 'Jordan');
    await page.getByLabel('Source').selectOption({ index: 1 });
    await page.getByLabel(/^Passage/).fill('Something else.');
    await add.click();
    await page.getByText('Expected a new event; the graph has one of this title and start.').waitFor();
    await expect.poll(() => revisionOf()).toBe(before + 1);

    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Undo' }).click();
    const ofNew =
      '{ event(id: "both-sides-of-the-test-lay-down-arms-2019-05-04") { key } places: entities(ids: ["trial-valley", "trial-brigade"]) { slug } }';
    await expect.poll(async () => (await served().execute(ofNew)).data).toEqual({ event: null, places: [null, null] });
  });

  test('has a form for events without overflow at 360 px', async () => {
    const page = await open('#show=iraq,jordan', { viewport: { width: 360, height: 740 } });
    await withToken(page, served().tokenOf.editor);
    await page.getByLabel('What to add').selectOption('An event');
    await page.getByRole('button', { name: 'Another participant' }).click();
    await page.getByRole('button', { name: 'New place …' }).click();
    const wide = await page
      .locator('.edit')
      .evaluateAll((forms) => forms.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth).length);
    expect(wide).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    expect(await violationsIn(page)).toEqual([]);
    await page.getByRole('combobox', { name: 'Actor 1', exact: true }).scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${SCENES}/new-event-360.png` });
  });

  const isInView = (locator: Locator): Promise<boolean> =>
    locator.evaluate((element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
    });
  const revisionOf = async (): Promise<number> => {
    const { data } = await served().execute('{ status { revision } }');
    return (data as { status: { revision: number } }).status.revision;
  };
  const entitiesNamed = async (name: string): Promise<string[]> => {
    const { data } = await served().execute('query($text: String!) { search(text: $text) { entity { name } } }', undefined, { text: name });
    return (data as { search: { entity: { name: string } }[] }).search.map(({ entity }) => entity.name).filter((each) => each === name);
  };

  test('shows changes by others at once, and keeps its state', async () => {
    const page = await open('#show=iran:0a00a0,jordan:0c00c0&as=table');
    await page.waitForTimeout(800);
    const { hash } = new URL(page.url());
    const rows = () => page.locator('tbody tr').count();
    const before = await rows();
    const evidence = [{ source: 'article-aleppo-2024-11-30', quote: 'Talks were held.' }];
    const row = { type: 'NEGOTIATES_WITH', from: 'iran', to: 'jordan', start: '2021', evidence };
    const { errors } = await served().execute(RECORD, served().tokenOf.editor, { rows: [row] });
    expect(errors).toBeUndefined();
    await page
      .getByRole('status')
      .filter({ hasText: /^Updated: / })
      .waitFor();
    await expect.poll(rows).toBe(before + 1);
    expect(new URL(page.url()).hash).toBe(hash);
    await expect.poll(() => shownIn(page)).toEqual(['iran', 'jordan']);
  });
});
