import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { documentId, sourceId } from '../../../src/store/mintId.ts';
import { DOCUMENT, type DocumentRecord } from '../../../src/store/source.ts';
import type { BatchRows } from '../../../src/write/validate/validate.ts';
import { exported } from '../../support/export/exported.ts';
import { BACKS, passage, verdicts, writeAfterBase, writeRows } from '../../support/write/rows.ts';
import { changes, evidence, onlyTie, revisions } from '../../support/write/stored.ts';
import { describeEachStore } from '../../support/write/stores.ts';

const ID = documentId(sourceId('news'));
const TEXT = 'وقال المتحدث: «لن نتفاوض». 🕊️ The spokesman said “we will not talk”.\nצה״ל תקף.';
const document = (text: string, more: object = {}): BatchRows => ({ documents: [{ source: 'news', text, ...more }] });
const backs = (changes: Record<string, unknown>): BatchRows => ({ relationships: [{ ...BACKS, evidence: [passage(changes)] }] });

async function stored(engine: Engine): Promise<DocumentRecord | null> {
  const [[values] = []] = await engine.read({
    name: 'test.document',
    text: `MATCH (n:Document {id: '${ID}'}) RETURN ${DOCUMENT.list('n')}`,
  });
  return values ? DOCUMENT.decode(values) : null;
}

describeEachStore((store) => {
  it('a document is stored in NFC with its length in code points and its digest', async () => {
    const report = await writeAfterBase(store(), document('Ge\u0301ne\u0301ral 🕊️', { language: 'fr' }));
    expect(report).toMatchObject({ problems: [], rows: [{ kind: 'documents', verdict: 'CREATED', id: ID }] });
    expect(await stored(store())).toEqual({
      ...{ id: ID, source: sourceId('news'), text: 'Général 🕊️', length: 10, language: 'fr' },
      ...{ sha256: createHash('sha256').update('Général 🕊️').digest('hex'), recordedAt: expect.any(String), revision: 2 },
    });
    expect(verdicts(await writeRows(store(), document('Général 🕊️')))).toEqual(['UNCHANGED']);
  });

  it('a document of an unknown source, and one that is too long, are refused', async () => {
    const unknown = await writeAfterBase(store(), { documents: [{ source: 'nobody', text: 'x' }] });
    expect(unknown.problems).toMatchObject([{ field: 'source', code: 'UNKNOWN_SOURCE' }]);
    const long = await writeRows(store(), document('🕊'.repeat(1_000_001)));
    expect(long.problems).toMatchObject([
      { field: 'text', code: 'BAD_INPUT', message: 'Expected at most 1000000 characters; got 1000001.' },
    ]);
    expect(verdicts(await writeRows(store(), document('🕊'.repeat(1_000_000))))).toEqual(['CREATED']);
  });

  it.each([
    ['Arabic', 'لن نتفاوض', 15, 24],
    ['English', 'we will not talk', 50, 66],
    ['Hebrew', 'צה״ל תקף', 69, 77],
    ['emoji', '🕊️', 27, 29],
  ])('a verbatim quote in %s must be in the document', async (_script, quote, start, end) => {
    await writeAfterBase(store(), document(TEXT));
    for (const span of [{}, { start, end }]) {
      const report = await writeRows(store(), backs({ quote, verbatim: true, ...span }));
      expect(report.problems).toEqual([]);
    }
    const [found] = await evidence(store(), (await onlyTie(store())).id);
    expect(found).toMatchObject({ quote, start, end });
    const shifted = await writeRows(store(), backs({ quote, verbatim: true, start: start + 1, end: end + 1 }));
    const code = end + 1 > [...TEXT].length ? 'BAD_SPAN' : 'QUOTE_NOT_FOUND';
    expect(shifted.problems).toMatchObject([{ code, message: expect.stringContaining('Expected') }]);
  });

  it('another verbatim quote is refused with the nearest passage', async () => {
    await writeAfterBase(store(), document(TEXT));
    const report = await writeRows(store(), backs({ quote: 'we will never talk', verbatim: true }));
    expect(report.problems).toMatchObject([
      {
        field: 'evidence[0].quote',
        code: 'QUOTE_NOT_FOUND',
        message:
          'Expected a verbatim quote that the document of its source contains; “we will never talk” is not in it. The nearest passage is “we will not talk”. Quote it exactly, or mark it as a paraphrase (`verbatim: false`).',
      },
    ]);
    const arabic = await writeRows(store(), backs({ quote: 'سوف لن نتفاوض أبدا', verbatim: true }));
    expect(arabic.problems[0]!.message).toContain('The nearest passage is “وقال المتحدث: «لن نتفاوض”');
    const none = await writeRows(store(), backs({ quote: 'Rockets fell', verbatim: true }));
    expect(none.problems[0]!.message).toContain('No word of it is there.');
  });

  it('a paraphrase, and a quote of a source without a document, need not be found', async () => {
    await writeAfterBase(store(), document(TEXT));
    const report = await writeRows(store(), {
      relationships: [
        {
          ...BACKS,
          evidence: [passage({ quote: 'They refuse.', start: 50, end: 66 }), passage({ source: 'table', quote: 'x', verbatim: true })],
        },
      ],
    });
    expect(report.problems).toEqual([]);
  });

  it.each([
    [{ start: 1 }, 'evidence[0].end', 'Expected `start` and `end` together; got only `start`. Give both, or neither.'],
    [{ end: 1 }, 'evidence[0].start', 'Expected `start` and `end` together; got only `end`. Give both, or neither.'],
    [{ start: 4, end: 4 }, 'evidence[0].end', 'Expected an end after the start 4; got 4. Both count code points from 0.'],
    [{ start: 4, end: 400 }, 'evidence[0].end', 'Expected an end within the document, which has 78 characters; got 400.'],
  ])('the span %j is refused', async (span, field, message) => {
    await writeAfterBase(store(), document(TEXT));
    const report = await writeRows(store(), backs(span));
    expect(report.problems).toMatchObject([{ field, code: 'BAD_SPAN', message }]);
  });

  it('a document must have what is quoted from its source already', async () => {
    await writeAfterBase(store(), backs({ quote: 'we will not walk', verbatim: true }));
    const report = await writeRows(store(), document(TEXT));
    expect(report.problems).toMatchObject([
      { field: 'text', code: 'QUOTE_NOT_FOUND', message: expect.stringMatching(/It is quoted by P-/) },
    ]);
    expect(verdicts(await writeRows(store(), document(`${TEXT} “we will not walk”`)))).toEqual(['CREATED']);
    // Another text of the same source replaces it on the same terms.
    expect(verdicts(await writeRows(store(), document('They said: “we will not walk”')))).toEqual(['UPDATED']);
    expect(verdicts(await writeRows(store(), document(TEXT)))).toEqual(['REJECTED']);
  });

  it('an edit of a document is in the history, and its retraction can be undone', async () => {
    await writeAfterBase(store(), document('one'));
    await writeRows(store(), document('two', { language: 'en' }), { summary: undefined });
    expect((await changes(store())).map(({ about, before, after }) => [about, before, after])).toMatchObject([
      [ID, { text: 'one', language: null }, { text: 'two', language: 'en' }],
    ]);
    expect((await revisions(store())).at(-1)!.summary).toMatch(/^Changed the document \(News\) \(text: one → two/);

    const source = await writeRows(store(), { retractions: [{ id: sourceId('news'), reason: 'wrong' }] });
    expect(source.problems).toMatchObject([{ code: 'STILL_NEEDED', message: 'News is referred to by 1 document. Retract these first.' }]);
    expect(verdicts(await writeRows(store(), { retractions: [{ id: ID, reason: 'wrong' }] }))).toEqual(['UPDATED']);
    expect(await stored(store())).toBeNull();
    expect((await writeRows(store(), document('three'))).problems).toMatchObject([{ field: 'source', code: 'RETRACTED' }]);

    await writeRows(store(), backs({ quote: 'three', verbatim: true }));
    const conflict = await writeRows(store(), { restorations: [{ id: ID, reason: 'right' }] });
    expect(conflict.problems).toMatchObject([{ field: 'id', code: 'QUOTE_NOT_FOUND' }]);
    const [quoted] = await evidence(store(), (await onlyTie(store())).id);
    await writeRows(store(), { retractions: [{ id: quoted!.id, reason: 'not said' }] });
    expect(verdicts(await writeRows(store(), { restorations: [{ id: ID, reason: 'right' }] }))).toEqual(['UPDATED']);
    expect(await stored(store())).toMatchObject({ text: 'two', language: 'en' });
    const passageAgain = await writeRows(store(), { restorations: [{ id: quoted!.id, reason: 'said after all' }] });
    expect(passageAgain.problems).toMatchObject([{ field: 'id', code: 'QUOTE_NOT_FOUND' }]);
  });

  it('JSON Lines have documents before what quotes them', async () => {
    await writeAfterBase(store(), {
      ...document(TEXT, { language: 'ar' }),
      ...backs({ quote: 'لن نتفاوض', verbatim: true, start: 15, end: 24 }),
    });
    const lines = (await exported(store(), 'graph.jsonl'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; row: Record<string, unknown> });
    expect(lines.map(({ kind }) => kind)).toEqual([
      ...['sources', 'sources', 'documents', 'places', 'places'],
      ...[...Array(5).fill('actors'), 'relationships'],
    ]);
    expect(lines[2]).toEqual({ kind: 'documents', row: { source: 'news', text: TEXT, language: 'ar' } });
    expect(lines.at(-1)!.row.evidence).toMatchObject([{ source: 'news', verbatim: true, start: 15, end: 24 }]);
  });
});
