import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { csvFormat } from '../../src/exchange/import/csv/format.ts';
import { readMapping } from '../../src/exchange/import/csv/mapping.ts';
import { write } from '../../src/write/write.ts';
import { emptyStore } from '../api/seed/seeded.ts';
import { inputOf } from '../support/import/inputs.ts';
import { runImport } from '../support/import/runImport.ts';
import { quickly } from '../support/sample.ts';
import { executablePath, shownIn, startExplorer, violationsIn } from './support/explorer.ts';

/** What the API answers itself: whom or what the rows name, and whom the picture shows. */
interface Direct {
  readonly rows: readonly string[];
  readonly slugs: readonly string[];
}

interface Case {
  /** What is typed. */
  readonly typed: string;
  /** The question that is offered first. */
  readonly question: string;
  /** What the sentence says: by the sources of the seed. */
  readonly sentence: RegExp;
  readonly query: string;
  // biome-ignore lint/suspicious/noExplicitAny: each query has its own answer
  readonly read: (data: any) => Direct;
  /** The address that opens the same. */
  readonly link: string;
}

interface Ends {
  readonly from: { readonly slug: string };
  readonly to: { readonly slug: string };
}

const ends = (nodes: readonly Ends[]): string[] => nodes.flatMap(({ from, to }) => [from.slug, to.slug]);
const neighbors = (slug: string, edges: readonly { node: { slug: string } }[]): Direct => {
  const others = edges.map(({ node }) => node.slug);
  return { rows: others, slugs: [slug, ...others] };
};
const statements = (nodes: readonly (Ends & { statement: string })[], ...also: string[]): Direct => ({
  rows: nodes.map(({ statement }) => statement),
  slugs: [...also, ...ends(nodes)],
});
const TIE = 'statement from { slug } to { slug }';

const CASES: readonly Case[] = [
  {
    typed: 'who backed the syrian government in 2015',
    question: 'Who backed the Syrian government in 2015?',
    sentence: /^In 2015 the Syrian government was backed by Iran, Iraq and Russia, according to Uppsala Conflict Data Program/,
    query: '{ actor(id: "syrian-government") { backedBy(filter: { at: "2015" }) { edges { node { slug } } } } }',
    read: ({ actor }) => neighbors('syrian-government', actor.backedBy.edges),
    link: 'ask=backedBy;syrian-government;2015',
  },
  {
    typed: 'who holds aleppo on 30 Nov 2024',
    question: 'Who controlled Aleppo on 30 November 2024?',
    sentence:
      /^On 30 November 2024 Aleppo was controlled by the Syrian insurgents \(disputed\), and likely by the Syrian government, according to/,
    query: '{ place(id: "aleppo") { controlledBy(filter: { at: "2024-11-30" }) { edges { node { slug } } } } }',
    read: ({ place }) => neighbors('aleppo', place.controlledBy.edges),
    link: 'ask=controlledBy;aleppo;2024-11-30',
  },
  {
    typed: 'whom does russia attack on 2024-11-30',
    question: 'Whom did Russia attack on 30 November 2024?',
    sentence: /^On 30 November 2024 Russia (likely )?attacked /,
    query: '{ actor(id: "russia") { attacks(filter: { at: "2024-11-30" }) { edges { node { slug } } } } }',
    read: ({ actor }) => neighbors('russia', actor.attacks.edges),
    link: 'ask=attacks;russia;2024-11-30',
  },
  {
    typed: 'whom does Iran back',
    question: 'Whom does Iran back?',
    sentence: /^At one time or another Iran backed .*the Syrian government/,
    query: '{ actor(id: "iran") { backs(filter: { certainty: POSSIBLE }) { edges { node { slug } } } } }',
    read: ({ actor }) => neighbors('iran', actor.backs.edges),
    link: 'ask=backs;iran',
  },
  {
    typed: 'who fights حزب الله',
    question: 'Who fights Hezbollah?',
    sentence: /^At one time or another Hezbollah fought .*Israel/,
    query: '{ actor(id: "hezbollah") { fights(filter: { certainty: POSSIBLE }) { edges { node { slug } } } } }',
    read: ({ actor }) => neighbors('hezbollah', actor.fights.edges),
    link: 'ask=fights;hezbollah',
  },
  {
    typed: 'how was Iran connected to Israel in 2016',
    question: 'How were Iran and Israel connected in 2016?',
    sentence: /^In 2016: Iran backs .*, which fights Israel, according to /,
    query: `{ paths(from: "iran", to: "israel", filter: { at: "2016", certainty: LIKELY }, maxDepth: 3, maxPaths: 8) { paths { statement hops { relationship { ${TIE} } } } } }`,
    read: ({ paths: { paths } }) => ({
      rows: paths.map(({ statement }: { statement: string }) => statement),
      slugs: paths.flatMap(({ hops }: { hops: { relationship: Ends }[] }) => ends(hops.map(({ relationship }) => relationship))),
    }),
    link: 'ask=connected;iran+israel;2016',
  },
  {
    typed: 'what changed for the syrian insurgents between 2011 and 2013',
    question: 'What changed for the Syrian insurgents from 2011 to 2013?',
    sentence: /^From 2011 to 2013 \d+ things changed for the Syrian insurgents: \d+ began/,
    query: `{ changes(from: "2011", to: "2013", filter: { involving: ["syrian-insurgents"] }, first: 100) { nodes { kind relationship { ${TIE} } } } }`,
    read: ({ changes: { nodes } }) => ({
      rows: nodes.map(
        ({ kind, relationship }: { kind: string; relationship: { statement: string } }) =>
          `${kind.charAt(0)}${kind.slice(1).toLowerCase()}: ${relationship.statement}`,
      ),
      slugs: ends(nodes.map(({ relationship }: { relationship: Ends }) => relationship)),
    }),
    link: 'ask=changes;syrian-insurgents;2011/2013',
  },
  {
    typed: 'are iraq and the syrian government friends or foes in 2014',
    question: 'Were Iraq and the Syrian government friends or foes in 2014?',
    sentence: /^In 2014 Iraq and the Syrian government stood with each other, according to Uppsala/,
    query: `{ stance(a: "iraq", b: "syrian-government", at: "2014") { relationships { ${TIE} } } }`,
    read: ({ stance }) => statements(stance.relationships, 'iraq', 'syrian-government'),
    link: 'ask=stance;iraq+syrian-government;2014',
  },
  {
    typed: 'are hts and the syrian government friends or foes in november 2024',
    question: 'Were Hayat Tahrir al-Sham and the Syrian government friends or foes in November 2024?',
    sentence:
      /^In November 2024 Hayat Tahrir al-Sham and the Syrian government stood against each other, through the Syrian army, according to “Syrian military/,
    query: `{ stance(a: "hayat-tahrir-al-sham", b: "syrian-government", at: "2024-11", viaParts: true) { relationships { ${TIE} } } }`,
    read: ({ stance }) => statements(stance.relationships, 'hayat-tahrir-al-sham', 'syrian-government'),
    link: 'ask=stance;hayat-tahrir-al-sham+syrian-government;2024-11',
  },
  {
    typed: 'enemies of hezbollah in november 2024',
    question: 'Who stood against Hezbollah in November 2024?',
    sentence: /^In November 2024 Hezbollah stood against Israel/,
    query: `{ relationships(filter: { involving: ["hezbollah"], sign: HOSTILE, at: "2024-11" }, first: 100) { nodes { ${TIE} } } }`,
    read: ({ relationships: { nodes } }) => {
      const others = new Set(ends(nodes).filter((slug) => slug !== 'hezbollah'));
      return { rows: [...others], slugs: ['hezbollah', ...others] };
    },
    link: 'ask=foes;hezbollah;2024-11',
  },
  {
    typed: 'camps on 30 November 2024',
    question: 'Which camps were there on 30 November 2024?',
    sentence: /^On 30 November 2024 there were \d+ camps: .*Syrian government/,
    query: '{ blocs(at: "2024-11-30") { blocs { members(first: 60) { slug } } } }',
    read: ({ blocs: { blocs } }) => ({
      rows: blocs.map((_: unknown, at: number) => `Camp ${at + 1}`),
      slugs: blocs.flatMap(({ members }: { members: { slug: string }[] }) => members.map(({ slug }) => slug)),
    }),
    link: 'ask=camps;;2024-11-30',
  },
  {
    typed: 'who connects the others in 2016',
    question: 'Who connected the others in 2016?',
    sentence: /^In 2016 .* connected the others most: .* % /,
    query: '{ ranking(by: BETWEENNESS, at: "2016") { items { score entity { slug } } } }',
    read: ({ ranking: { items } }) => {
      const slugs = items
        .filter(({ score }: { score: number }) => score > 0)
        .map(({ entity }: { entity: { slug: string } }) => entity.slug);
      return { rows: slugs, slugs };
    },
    link: 'ask=central;;2016',
  },
  {
    typed: 'who has the most backers in 2015',
    question: 'Who had the most backers in 2015?',
    sentence: /^In 2015 the Syrian insurgents had the most backers: \d+\. Next: /,
    query: '{ relationships(filter: { types: [BACKS], at: "2015" }, first: 100) { nodes { from { slug } to { slug } } } }',
    read: ({ relationships: { nodes } }) => {
      const slugs = [...new Set((nodes as Ends[]).map(({ to }) => to.slug))];
      return { rows: slugs, slugs };
    },
    link: 'ask=mostBacked;;2015',
  },
  {
    typed: 'who fights the most others in 2016',
    question: 'Who fought the most others in 2016?',
    sentence: /^In 2016 .* fought the most others: \d+( each)?\. Next: /,
    query: '{ relationships(filter: { types: [FIGHTS], at: "2016" }, first: 100) { nodes { from { slug } to { slug } } } }',
    read: ({ relationships: { nodes } }) => {
      const slugs = [...new Set(ends(nodes))];
      return { rows: slugs, slugs };
    },
    link: 'ask=mostFighting;;2016',
  },
  {
    typed: 'in whose events did the most die in November 2024',
    question: 'In whose events did the most die in November 2024?',
    sentence:
      /^In November 2024 the most died in events with Civilians of Syria, Russia and the Syrian army: 4 each by the best estimates\./,
    query: '{ eventBreakdown(by: ACTOR, filter: { at: "2024-11", certainty: LIKELY }, first: 100) { deaths { best } entity { slug } } }',
    read: ({ eventBreakdown }) => {
      const slugs = (eventBreakdown as { deaths: { best: number | null }; entity: { slug: string } }[])
        .filter(({ deaths }) => deaths.best)
        .map(({ entity }) => entity.slug);
      return { rows: slugs, slugs };
    },
    link: 'ask=mostDeaths;;2024-11',
  },
  {
    typed: 'who disagrees about aleppo',
    question: 'Who disagrees about Aleppo?',
    sentence: /disputed about Aleppo\. Syrian insurgents control Aleppo: asserted by .*, denied by the Syrian army\.$/,
    query: `{ disputes(filter: { involving: ["aleppo"], certainty: POSSIBLE }, first: 100) { nodes { ${TIE} } } }`,
    read: ({ disputes: { nodes } }) => statements(nodes, 'aleppo'),
    link: 'ask=disputes;aleppo',
  },
  {
    typed: 'what happened in idlib province',
    question: 'What happened in Idlib province?',
    sentence: /^Over all times \d+ events are recorded in Idlib province, according to .* The latest: /,
    query:
      '{ events(filter: { within: "idlib-province" }, orderBy: START_DESC, first: 50) { nodes { title place { slug } participants { actor { slug } } } } }',
    read: ({ events: { nodes } }) => ({
      rows: nodes.map(({ title }: { title: string }) => title),
      slugs: [
        'idlib-province',
        ...nodes.flatMap(({ place, participants }: { place: { slug: string } | null; participants: { actor: { slug: string } }[] }) => [
          ...(place ? [place.slug] : []),
          ...participants.map(({ actor }) => actor.slug),
        ]),
      ],
    }),
    link: 'ask=events;idlib-province',
  },
  {
    typed: 'what rests on the article alone',
    question: 'What rests on “Syrian military confirms rebels entered Aleppo (article of 30 November 2024)” alone?',
    sentence: /^34 relationships and 16 events rest on “Syrian military confirms rebels entered Aleppo/,
    query: `{ source(id: "article-aleppo-2024-11-30") { relationships(onlyHere: true, first: 100) { nodes { ${TIE} } } } }`,
    read: ({ source }) => statements(source.relationships.nodes),
    link: 'ask=alone;;;source:article-aleppo-2024-11-30',
  },
  {
    typed: 'according to the syrian army',
    question: 'What is said according to the Syrian army?',
    sentence: /^The Syrian army speaks of 2 relationships, and denies 1 of them\./,
    query: `{ relationships(filter: { voices: { speakers: ["syrian-army"] }, certainty: POSSIBLE, status: [SUPPORTED, REPORTED, DISPUTED, DENIED] }, first: 100) { nodes { ${TIE} } } }`,
    read: ({ relationships: { nodes } }) => statements(nodes),
    link: 'ask=according;;;speaker:D3DTC4RFULG4',
  },
  {
    typed: 'who attacks aleppo according to syrian army',
    question: 'Who attacks Aleppo, according to the Syrian army?',
    sentence: /Aleppo was attacked by the Syrian insurgents, according to the Syrian army\.$/,
    query:
      '{ place(id: "aleppo") { attackedBy(filter: { certainty: POSSIBLE, voices: { speakers: ["syrian-army"] } }) { edges { node { slug } } } } }',
    read: ({ place }) => neighbors('aleppo', place.attackedBy.edges),
    link: 'ask=attackedBy;aleppo;;speaker:D3DTC4RFULG4',
  },
];

const sample = quickly(8, CASES);
const unique = (slugs: readonly string[]): string[] => [...new Set(slugs)].sort();

describe.skipIf(!executablePath)('questions in the explorer', () => {
  const { open, served } = startExplorer();
  const box = (page: Page) => page.getByRole('combobox', { name: 'Search' });
  const sentenceOf = (page: Page) => page.locator('.answer h1').textContent();

  const direct = async (query: string): Promise<unknown> => {
    const response = await fetch(served().url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  };

  /** Types a question, takes the first that is offered, and waits for its answer. */
  async function run(page: Page, { typed, question }: Pick<Case, 'typed' | 'question'>): Promise<void> {
    await box(page).fill(typed);
    await page.getByRole('option', { name: question, exact: true }).waitFor();
    await expect.poll(() => page.getByRole('option').first().textContent()).toBe(question);
    await box(page).press('Enter');
    await page.locator('.answer .kicker', { hasText: question }).waitFor();
  }

  /** What the rows name: slugs of entities, else their first words. */
  const rowsOf = (page: Page) =>
    page
      .getByRole('list', { name: 'Answer' })
      .locator(':scope > li')
      .evaluateAll((rows) =>
        rows.map((row) => [(row as HTMLElement).dataset.slug ?? '', row.querySelector('.answer-title > :first-child')?.textContent ?? '']),
      );

  test.each(sample)('“$typed”', async ({ typed, question, sentence, query, read, link }) => {
    const page = await open();
    await run(page, { typed, question });
    await expect.poll(() => sentenceOf(page)).toMatch(sentence);
    const expected = read(await direct(query));
    expect(expected.rows.length).toBeGreaterThan(0);
    const all = page.getByRole('button', { name: /^Show all / });
    if (await all.isVisible()) await all.click();
    const rows = await rowsOf(page);
    const named = rows.map(
      ([slug, title]) => expected.rows.find((row) => row === slug || row === title || title?.startsWith(`${row}:`)) ?? title,
    );
    expect(named.sort()).toEqual([...expected.rows].sort());
    await expect.poll(() => shownIn(page).then(unique)).toEqual(unique(expected.slugs));
    await expect.poll(() => decodeURIComponent(new URL(page.url()).hash)).toContain(link);
    const opened = await open(`#${link}`);
    await expect.poll(() => sentenceOf(opened)).toBe(await sentenceOf(page));
    await expect.poll(() => shownIn(opened).then(unique)).toEqual(unique(expected.slugs));
    const [playground] = await opened.getByRole('link', { name: /playground/ }).all();
    expect(decodeURIComponent((await playground!.getAttribute('href')) ?? '')).toMatch(/query Answer\w+/);
  });

  test('says truly that nothing is known, and what the nearest is; and of a link what is wrong with it', async () => {
    const page = await open('#ask=backedBy;syrian-government;1950');
    await expect
      .poll(() => sentenceOf(page))
      .toMatch(/^Who backed the Syrian government in 1950: not known for 1950\. There are \d+ known of other days/);
    const hint = await page.locator('.answer .hint').first().textContent();
    expect(hint).toBe('None is known of 1950; possible: Russia backs Syrian government, first attested 1979.');
    await expect.poll(() => shownIn(page).then((slugs) => slugs.length)).toBeGreaterThan(1);
    expect(await shownIn(page)).toEqual(expect.arrayContaining(['syrian-government', 'russia']));
    await expect.poll(() => rowsOf(page)).toEqual([]);
    const goTo = (hash: string) =>
      page.evaluate((next) => {
        location.hash = next;
      }, hash);
    await goTo('#show=iran&ask=nonsense;x');
    await page.getByText('a question that the page does not understand').waitFor();
    await goTo('#show=iran&ask=backedBy;nobody-at-all');
    await page.getByText('The graph has no entity “nobody-at-all”.').waitFor();
    await goTo('#ask=camps;;1500');
    await expect.poll(() => sentenceOf(page)).toBe('Which camps were there in 1500: nothing recorded that would make any.');
    await expect.poll(() => shownIn(page)).toContain('iran');
  });

  test('shows whom only possible paths lead through, and their relationships on request', async () => {
    const page = await open();
    await box(page).fill('How is Iran connected to the rebels in Aleppo on 30 November 2024');
    await page.getByText('“in Aleppo” is left out:').waitFor();
    const question = 'How were Iran and the Syrian insurgents connected on 30 November 2024?';
    await expect.poll(() => page.getByRole('option').allTextContents()).toEqual([question]);
    await box(page).press('Enter');
    await expect.poll(() => sentenceOf(page)).toMatch(/^On 30 November 2024 no connection between Iran and the Syrian insurgents /);
    await expect.poll(() => shownIn(page)).toEqual(expect.arrayContaining(['iran', 'syrian-government', 'syrian-insurgents']));
    const possible = page.getByLabel(/^Show what is only possible \(\d+\)$/);
    await expect
      .poll(async () => Number(/\d+/.exec((await page.locator('label', { has: possible }).textContent()) ?? '')?.[0]))
      .toBeGreaterThan(2);
    await page.getByText('Tick “Show what is only possible” to see it in the picture.').waitFor();
    await possible.check();
    await page.getByText('Tick “Show what is only possible” to see it in the picture.').waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Table' }).click();
    await page.getByRole('button', { name: 'fights', exact: true }).first().waitFor();
    await page
      .getByRole('button', { name: /^Syrian government fights Syrian insurgents: attested/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Syrian government fights Syrian insurgents' }).waitFor();
  });

  test('names the ends of the axis of a chart beside each other', async () => {
    const page = await open('#ask=events;aleppo;2024-11');
    const labels = page.locator('.answer-chart .chart-ends span');
    await labels.nth(1).waitFor();
    const [first, last] = [(await labels.nth(0).boundingBox())!, (await labels.nth(1).boundingBox())!];
    expect(first.x + first.width).toBeLessThan(last.x);
  });

  test('says what it does not understand, and what can be asked; a beginning goes on in the box', async () => {
    const page = await open();
    await box(page).fill('who backs qwertzuiop');
    await expect
      .poll(() => page.locator('.suggestions .none').textContent())
      .toMatch(/^No entity is called “qwertzuiop”\. What can be asked:/);
    await box(page).fill('colourless green ideas');
    await expect.poll(() => page.locator('.suggestions .none').textContent()).toMatch(/neither a name in this graph nor a question/);
    await page.getByRole('option', { name: 'Who backs …?', exact: true }).click();
    await expect.poll(() => box(page).inputValue()).toBe('Who backs ');
    await box(page).press('End');
    await page.keyboard.type('hezb');
    await page.getByRole('option', { name: 'Who backs Hezbollah?', exact: true }).waitFor();
    expect(await violationsIn(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await expect.poll(() => sentenceOf(page)).toMatch(/Hezbollah was backed by .*Iran/);
    expect(await violationsIn(page)).toEqual([]);
  });

  test('offers the whole question for its words in any order, first of those that have an answer', async () => {
    const page = await open();
    const offered = async (typed: string, question: string) => {
      await box(page).fill(typed);
      await page.getByRole('option', { name: question, exact: true }).waitFor();
      return page.getByRole('option').allTextContents();
    };
    const [first, second] = await offered('backs syria 2015', 'Who backed the Syrian government in 2015?');
    expect([first, second]).toEqual(['Who backed the Syrian insurgents in 2015?', 'Who backed the Syrian government in 2015?']);
    const ucdp = 'Who backed the Syrian government in 2015, according to Uppsala Conflict Data Program?';
    expect((await offered('2015 according to ucdp syrian government backers', ucdp))[0]).toBe(ucdp);
    expect((await offered('hezbollah', 'Who backs Hezbollah?'))[0]).toMatch(/^Hezbollah/);
    expect((await offered('who is hezbollah', 'Who backs Hezbollah?'))[0]).toMatch(/^Hezbollah/);
  });

  test('lights the relationships of the answer', async () => {
    const page = await open('#ask=controlledBy;aleppo;2024-11-30');
    await expect.poll(() => sentenceOf(page)).toMatch(/Aleppo was controlled by/);
    await expect.poll(() => shownIn(page)).toHaveLength(3);
    const stage = () => page.locator('.stage').screenshot();
    await page.waitForTimeout(500);
    const lit = await stage();
    await page.getByRole('button', { name: 'Details', exact: true }).click();
    await expect.poll(async () => (await stage()).equals(lit)).toBe(false);
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    await expect.poll(async () => (await stage()).equals(lit)).toBe(true);
  });

  test('undoes a question as one step, and offers it again for another time', async () => {
    const page = await open();
    await expect.poll(() => shownIn(page)).toContain('iran');
    const before = unique(await shownIn(page));
    await run(page, CASES[0]!);
    await expect.poll(() => shownIn(page).then((slugs) => slugs.length)).toBe(4);
    await page.getByLabel('When', { exact: true }).fill('2012');
    await page.getByLabel('When', { exact: true }).press('Enter');
    await page.getByRole('button', { name: 'The same in 2012' }).click();
    await expect.poll(() => sentenceOf(page)).toMatch(/^In 2012 the Syrian government was backed by Iran and Russia/);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => shownIn(page).then(unique)).toEqual(before);
  });

  test('follows the graph: who is new in an answer is in its picture', async () => {
    const page = await open('#ask=backedBy;hezbollah;2010');
    await expect.poll(() => sentenceOf(page)).toMatch(/^In 2010 Hezbollah was backed by /);
    await expect.poll(() => shownIn(page)).toContain('iran');
    const rows = [
      {
        type: 'BACKS',
        from: 'jordan',
        to: 'hezbollah',
        start: '2010',
        end: '2010',
        evidence: [{ source: 'article-aleppo-2024-11-30', quote: 'Made for a test.' }],
      },
    ];
    const record = 'mutation ($rows: [RelationshipInput!]!) { recordRelationships(rows: $rows) { revision } }';
    expect((await served().execute(record, served().tokenOf.editor, { rows })).errors).toBeUndefined();
    await expect.poll(() => sentenceOf(page)).toMatch(/Jordan/);
    await expect.poll(() => shownIn(page)).toContain('jordan');
  });
});

const TABLE = `giver,taker,since,until
Norland,Red Guard,2001,2004
Sudland,Red Guard,2003,2006
Norland,Blue Column,2005,2005
`;
const MAPPING = `
rows:
  - kind: sources
    fields: { key: made, title: A made table, publisher: The maker, reliability: B }
  - kind: actors
    fields: { slug: { template: '{giver|slug}' }, kind: STATE, name: { column: giver } }
  - kind: actors
    fields: { slug: { template: '{taker|slug}' }, kind: ARMED_GROUP, name: { column: taker } }
  - kind: relationships
    fields:
      type: BACKS
      from: { template: '{giver|slug}' }
      to: { template: '{taker|slug}' }
      start: { column: since }
      end: { column: until }
      evidence: [{ source: made, quote: { template: '{giver} gave arms to {taker}' } }]
`;

describe.skipIf(!executablePath)('questions about a table of one’s own', () => {
  const { open } = startExplorer(async () => {
    const engine = await emptyStore();
    const report = await runImport(engine, csvFormat(readMapping(MAPPING, 'made.yaml')), [inputOf('made.csv', TABLE)]);
    expect(report.rejected).toBe(0);
    // More sources than a page holds come before the one of the table by title.
    const sources = Array.from({ length: 120 }, (_, at) => ({
      key: `paper-${at}`,
      title: `A ${String(at).padStart(3, '0')} paper`,
      publisher: `Paper ${at} of the maker`,
    }));
    await write(engine, { sources }, { key: 'papers', by: 'tests', at: new Date(), action: 'IMPORTED', summary: 'Made' });
    return engine;
  });

  test('are offered from the graph, and answered by its sources', async () => {
    const page = await open();
    await page.getByRole('button', { name: /^Who backed Red Guard in 2006/ }).click();
    const sentence = () => page.locator('.answer h1').textContent();
    await expect.poll(sentence).toBe('In 2006 Red Guard was backed by Sudland, according to The maker.');
    const search = page.getByRole('combobox', { name: 'Search' });
    await search.fill('red guard backed by whom 2003');
    await page.getByRole('option', { name: 'Who backed Red Guard in 2003?', exact: true }).waitFor();
    await search.press('Enter');
    await expect.poll(sentence).toBe('In 2003 Red Guard was backed by Norland and Sudland, according to The maker.');
    await expect.poll(() => page.locator('.answer-quote blockquote').first().textContent()).toMatch(/^“?Norland gave arms to Red Guard/);
    await expect.poll(() => shownIn(page).then(unique)).toEqual(['norland', 'red-guard', 'sudland']);
    await search.fill('who backed red guard in 2003 according to the maker');
    const offered = 'Who backed Red Guard in 2003, according to The maker?';
    await expect.poll(() => page.getByRole('option').first().textContent()).toBe(offered);
    await search.press('Enter');
    await page.locator('.answer .kicker', { hasText: offered }).waitFor();
    await expect.poll(sentence).toBe('In 2003 Red Guard was backed by Norland and Sudland, according to The maker.');
  });
});
