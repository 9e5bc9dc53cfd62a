import { expect, test } from 'vitest';
import { EXPORT_FILES } from '../../../src/exchange/export/formats.ts';
import { DEFAULT_OPTIONS } from '../../../src/exchange/export/options.ts';
import { Snapshot } from '../../../src/exchange/export/snapshot.ts';
import { createServices } from '../../../src/graph/common/services.ts';
import { buildProjection } from '../../../src/revisions/buildProjection.ts';
import { type Editor, editor } from '../../support/editing/editor.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { exportedBytes, joinPieces } from '../../support/export/exported.ts';

const FILES = [...EXPORT_FILES.keys()];

describeEachEngine((engine) => {
  test('a server that followed the graph and one that has just opened it export the same bytes', async () => {
    const anna = editor(engine());
    const { projection } = createServices(engine(), { onRebuild: (reason) => expect.unreachable(reason) });
    await projection.view();
    const slugs = Array.from({ length: 12 }, (_, at) => `followed-${at}`);
    await anna.upsertActors(slugs.map((slug) => ({ slug, name: slug, kind: 'ARMED_GROUP' })));
    const tie = (from: string, to: string) => ({ type: 'OPPOSES', from, to, key: `${from} ${to}` });
    await anna.recordRelationships(slugs.flatMap((slug, at) => [tie('iran', slug), tie(slug, slugs[(at + 1) % 12]!)]));
    const view = await projection.latest();
    expect([view.nodeCount > view.buffers.baseNodes, view.tieCount > view.buffers.baseTies]).toEqual([true, true]);
    for (const name of FILES) {
      const followed = await joinPieces(
        EXPORT_FILES.get(name)!.file.write(new Snapshot(engine(), view), { ...DEFAULT_OPTIONS, defuse: false }),
      );
      expect([name, followed.equals(await exportedBytes(engine(), name))]).toEqual([name, true]);
    }
  });

  test.each(FILES)('%s shows one revision, whatever is written while it is read', async (name) => {
    const anna = editor(engine());
    const edits = editsOf(anna, `test-${FILES.indexOf(name)}`);
    await edits.prepare();
    const before = await exportedBytes(engine(), name);
    const { view } = await buildProjection(engine());
    const pieces = EXPORT_FILES.get(name)!.file.write(new Snapshot(engine(), view), DEFAULT_OPTIONS);
    expect(before.equals(await joinPieces(disturbed(pieces, edits.editAll)))).toBe(true);
    expect(before.equals(await exportedBytes(engine(), name))).toBe(false);
  });
}, fillWithSeed);

/** Runs an edit after the first piece, when little has been read. */
async function* disturbed(
  pieces: AsyncIterable<string | Uint8Array>,
  edit: () => Promise<void>,
): AsyncGenerator<string | Uint8Array, void> {
  let isFirst = true;
  for await (const piece of pieces) {
    yield piece;
    if (isFirst) await edit();
    isFirst = false;
  }
}

/** Edits of records whose names have this prefix. */
function editsOf(anna: Editor, prefix: string) {
  const actor = (slug: string, more: object = {}) => ({ slug: `${prefix}-${slug}`, name: slug, kind: 'ARMED_GROUP', ...more });
  const tie = (key: string, more: object = {}) => ({
    type: 'OPPOSES',
    from: `${prefix}-red`,
    to: 'iran',
    key: `${prefix}:${key}`,
    ...more,
  });
  const source = (key: string, title: string) => ({ key: `${prefix}-${key}`, title, reliability: 'B' });
  const passage = { source: `${prefix}-source`, quote: 'It is so.' };
  const participants = [{ actor: `${prefix}-red`, role: 'SIDE_A' }];
  const battle = (key: string, more: object = {}) => ({
    key: `${prefix}-${key}`,
    kind: 'BATTLE',
    title: 'A battle',
    start: '2016',
    place: 'aleppo',
    participants,
    ...more,
  });
  return {
    prepare: async () => {
      await anna.upsertActors([actor('red'), actor('green'), actor('lonely')]);
      await anna.upsertSources([source('source', 'A source'), source('unused', 'Unused')]);
      await anna.upsertEvents([battle('battle', { evidence: [passage] }), battle('lost')]);
      await anna.recordRelationships([tie('edited', { evidence: [passage] }), tie('lost', { start: '2011' })]);
    },
    /** Changes, retracts, adds and merges records of every kind. */
    editAll: async () => {
      const denied = { ...passage, quote: 'It is not so.', stance: 'DENIES' };
      const { ids: ties } = await anna.recordRelationships([tie('edited', { start: '2013', evidence: [denied] }), tie('lost'), tie('new')]);
      const { ids: events } = await anna.upsertEvents([
        battle('battle', { title: 'Another battle', deathsBest: 3 }),
        battle('lost'),
        battle('new'),
      ]);
      const { ids: sources } = await anna.upsertSources([
        source('source', 'A renamed source'),
        source('unused', 'Unused'),
        source('new', 'New'),
      ]);
      for (const [, id] of [ties, events, sources]) expect(await anna.retract(id!)).toMatchObject({ problems: [] });
      await anna.upsertActors([actor('red', { description: 'red', aliases: [{ name: 'rouge' }] }), actor('new')]);
      expect(await anna.retract(`${prefix}-lonely`)).toMatchObject({ problems: [] });
      expect(await anna.merge('iran', `${prefix}-green`)).toMatchObject({ problems: [] });
    },
  };
}
