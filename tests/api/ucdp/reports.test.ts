import { describe, expect, it } from 'vitest';
import { ucdpGed } from '../../../src/exchange/import/ucdp/ged.ts';
import { publisherKey } from '../../../src/exchange/import/ucdp/report.ts';
import { emptyStore, graphOver } from '../seed/seeded.ts';
import { importItems, writeRows } from './support/imported.ts';
import { type Cells, gedTable } from './support/tables.ts';

/** The evidence of an event other than that of the table itself. */
async function reportsOf(cells: Cells) {
  const { rows, unreadable } = await importItems(ucdpGed, gedTable(cells));
  expect(unreadable).toEqual([]);
  const event = rows.find(({ kind }) => kind === 'events')!.row;
  return (event.evidence as { source: string; locator: string; statedOn?: string; attribution?: string }[]).slice(1);
}

describe('the reports of an event', () => {
  it('are all imported, each with publisher, date and headline', async () => {
    const reports = await reportsOf({
      number_of_sources: 2,
      source_article: '"SOHR,2017-03-06,Clashes";"Reuters News,2017-03-07,Fighting, again"',
      ...{ source_office: 'SOHR;Reuters News', source_date: '2017-03-06;2017-03-07', source_headline: 'Clashes;Fighting, again' },
    });
    expect(reports.map(({ source, locator, statedOn }) => [source, locator, statedOn])).toEqual([
      ['publisher:sohr', 'SOHR, 2017-03-06, Clashes', '2017-03-06'],
      ['publisher:reuters-news', 'Reuters News, 2017-03-07, Fighting, again', '2017-03-07'],
    ]);
  });

  it('can have semicolons in their headlines, which are read from the column that lists reports one by one', async () => {
    const headline = 'The &#8220;Islamic State&#8221; attacks Al-Fu&#8217;ah';
    const reports = await reportsOf({
      source_article: `"SOHR,2017-03-06,${headline}";"SOHR,2017-03-07,Calm"`,
      ...{ source_office: 'SOHR;SOHR', source_date: '2017-03-06;2017-03-07', source_headline: `${headline};Calm` },
    });
    expect(reports.map(({ locator }) => locator)).toEqual([
      'SOHR, 2017-03-06, The “Islamic State” attacks Al-Fu’ah',
      'SOHR, 2017-03-07, Calm',
    ]);
  });

  it('have no headline where it is ambiguous', async () => {
    const cells = {
      source_article: 'see notes',
      source_office: 'SOHR;SOHR',
      source_date: '2017-03-06;2017-03-07',
      source_headline: 'a;b;c',
    };
    expect((await reportsOf(cells)).map(({ locator }) => locator)).toEqual(['SOHR, 2017-03-06', 'SOHR, 2017-03-07']);
  });

  it('are imported with the printed date where it is not a date', async () => {
    const [report] = await reportsOf({ source_date: 'spring 2017', source_article: '"SOHR,spring 2017,Clashes"' });
    expect(report).toMatchObject({ locator: 'SOHR, spring 2017, Clashes' });
    expect(report).not.toHaveProperty('statedOn');
  });

  it('have the original source as attribution where there is a single report', async () => {
    const office = { source_office: 'BBC Monitoring', source_article: '"BBC Monitoring,2017-03-06,Clashes in Aleppo"' };
    const [repeated] = await reportsOf({ ...office, source_original: 'Fars' });
    const [own] = await reportsOf({ source_original: 'sohr' });
    expect([repeated!.attribution, own!.attribution]).toEqual(['Fars', undefined]);
  });

  it.each([
    ['SDF PRESS OFFICE', 'SDF Press Office'],
    ['http://syria.liveuamap.com', 'syria.liveuamap.com/'],
  ])('have the same publisher in two spellings: %s, %s', (one, other) => {
    expect(publisherKey(one)).toBe(publisherKey(other));
  });

  it('are evidence of the event besides the table', async () => {
    const engine = await emptyStore();
    const graph = graphOver(engine);
    const { rows } = await importItems(
      ucdpGed,
      gedTable({
        source_article: '"SOHR,2017-03-06,Clashes";"Airwars,2017-03-07,Strikes"',
        ...{ source_office: 'SOHR;Airwars', source_date: '2017-03-06;2017-03-07', source_headline: 'Clashes;Strikes' },
      }),
    );
    expect((await writeRows(engine, rows, 'reports')).problems).toEqual([]);
    const { event } = await graph.execute<{
      event: { status: string; evidence: { nodes: { source: { key: string; publisher: string } }[] } };
    }>('{ event(id: "ucdp-ged:1001") { status evidence { nodes { source { key publisher } } } } }');
    expect(event.status).toBe('SUPPORTED');
    expect(event.evidence.nodes.map(({ source }) => source.publisher).sort()).toEqual(['Airwars', 'SOHR', 'Uppsala Conflict Data Program']);
    await graph.close();
  });
});
