import { beforeAll, expect, it } from 'vitest';
import { contentsWithoutHistory, type Editor, editor, projections, setUp } from '../../support/editing/editor.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';

const actor = (slug: string, name: string, kind = 'ARMED_GROUP') => ({ slug, name, kind });
const passage = (source: string, quote: string, stance = 'ASSERTS') => ({ source, quote, stance });

const QUESTIONS = `{
  disputes(filter: { involving: ["c"] }) { totalCount nodes { status confidence } }
  c: actor(id: "c") { backs { totalCount edges { node { slug } relationships { status confidence voices { asserting denying } evidence { totalCount } } } } }
  x: actor(id: "x") { slug fights { totalCount edges { relationships { confidence } } } relationships { totalCount } }
  sure: relationships(filter: { involving: ["d"], minConfidence: 0.95 }) { totalCount nodes { confidence } }
  all: relationships { totalCount }
  paths(from: "c", to: "x", maxDepth: 1) { paths { confidence hops { parallel { id } } } }
}`;

describeEachEngine((engine) => {
  let anna: Editor;
  let ids: readonly (string | null)[];
  beforeAll(async () => {
    anna = editor(engine());
    await anna.upsertSources([
      { key: 'paper-1', title: 'Paper 1', reliability: 'B' },
      { key: 'paper-2', title: 'Paper 2', reliability: 'B' },
    ]);
    await anna.upsertActors([
      actor('x', 'X'),
      actor('x2', 'X twin'),
      actor('c', 'C', 'STATE'),
      actor('d', 'D', 'STATE'),
      actor('e', 'E', 'PERSON'),
      actor('e2', 'E two', 'PERSON'),
    ]);
    const report = await anna.recordRelationships([
      { type: 'BACKS', from: 'c', to: 'x', start: '2020', evidence: [passage('paper-1', 'C backs X')] },
      { type: 'BACKS', from: 'c', to: 'x2', start: '2020', evidence: [passage('paper-2', 'C does not back X twin', 'DENIES')] },
      { type: 'FIGHTS', from: 'x', to: 'd', start: '2020', evidence: [passage('paper-1', 'X fights D')] },
      { type: 'FIGHTS', from: 'x2', to: 'd', start: '2020', attestedUntil: '2023', evidence: [passage('paper-2', 'X twin fights D')] },
      { type: 'BACKS', from: 'c', to: 'x2', start: '2021', evidence: [passage('paper-2', 'C backs X twin again')] },
    ]);
    ids = report.ids;
    await anna.services.projection.view();
  });

  const expectFollowedEqualsBuilt = async () => {
    const { followed, built } = await projections(anna);
    expect(followed).toEqual(built);
  };

  it('a merge makes relationships one, with the evidence of all, and undoing it parts them exactly', async () => {
    const [before, answered] = [await contentsWithoutHistory(anna), await anna.query(QUESTIONS)];
    await anna.merge('x', 'x2');
    expect(await anna.query(QUESTIONS)).toMatchObject({
      disputes: { totalCount: 1, nodes: [{ status: 'DISPUTED', confidence: 0.5 }] },
      c: {
        backs: {
          totalCount: 1,
          edges: [
            {
              node: { slug: 'x' },
              relationships: [
                { status: 'SUPPORTED', confidence: 0.85, voices: { asserting: 1, denying: 0 }, evidence: { totalCount: 1 } },
                { status: 'DISPUTED', confidence: 0.5, voices: { asserting: 1, denying: 1 }, evidence: { totalCount: 2 } },
              ],
            },
          ],
        },
      },
      x: { fights: { totalCount: 1, edges: [{ relationships: [{ confidence: 0.9698 }] }] }, relationships: { totalCount: 3 } },
      sure: { totalCount: 1, nodes: [{ confidence: 0.9698 }] },
      all: { totalCount: 3 },
      paths: { paths: [{ confidence: 0.85, hops: [{ parallel: [{ id: ids[0] }] }] }] },
    });
    // The other id means the one that is shown, and so does the node.
    expect(await anna.query(`{ relationship(id: "${ids[3]}") { id holds(at: "2023") } node(id: "${ids[3]}") { id } }`)).toEqual({
      relationship: { id: ids[2], holds: 'CERTAIN' },
      node: { id: ids[2] },
    });
    await expectFollowedEqualsBuilt();
    await anna.unmerge('x2');
    expect(await contentsWithoutHistory(anna)).toEqual(before);
    expect(await anna.query(QUESTIONS)).toEqual(answered);
    await expectFollowedEqualsBuilt();
  });

  it('what is written in between counts for the one that is shown, and stays with the one that it was written for', async () => {
    await anna.merge('x', 'x2');
    await anna.addEvidence(ids[3]!, [passage('paper-2', 'X twin does not fight D', 'DENIES')]);
    const shown = `{ relationship(id: "${ids[2]}") { status evidence { totalCount } } all: relationships { totalCount } }`;
    expect(await anna.query(shown)).toEqual({ relationship: { status: 'DISPUTED', evidence: { totalCount: 3 } }, all: { totalCount: 3 } });
    // The same row twice changes nothing.
    const again = await anna.recordRelationships([{ type: 'FIGHTS', from: 'x', to: 'd', start: '2020' }]);
    expect(again.verdicts).toEqual(['UNCHANGED']);
    const added = await anna.recordRelationships([
      { type: 'BACKS', from: 'c', to: 'x', start: '2021', evidence: [passage('paper-1', 'C backs X again')] },
    ]);
    expect(await anna.query(`{ relationship(id: "${added.ids[0]}") { confidence } all: relationships { totalCount } }`)).toEqual({
      relationship: { confidence: 0.9698 },
      all: { totalCount: 3 },
    });
    await expectFollowedEqualsBuilt();
    await anna.unmerge('x2');
    // The one that is only denied is in no list.
    expect(
      await anna.query(
        `{ a: relationship(id: "${ids[2]}") { status } b: relationship(id: "${ids[3]}") { status } all: relationships { totalCount } }`,
      ),
    ).toEqual({ a: { status: 'SUPPORTED' }, b: { status: 'DISPUTED' }, all: { totalCount: 5 } });
    await expectFollowedEqualsBuilt();
    await anna.retract(added.ids[0]!);
  });

  it('retracting the one that is shown leaves the other, which was recorded apart', async () => {
    await anna.merge('x', 'x2');
    const evidence = await anna.query<{ relationship: { evidence: { nodes: { id: string }[] } } }>(
      `{ relationship(id: "${ids[0]}") { evidence { nodes { id } } } }`,
    );
    expect(evidence.relationship.evidence.nodes).toHaveLength(2);
    await anna.retract(ids[0]!);
    expect(await anna.query(`{ relationship(id: "${ids[1]}") { id status } disputes { totalCount } }`)).toMatchObject({
      relationship: { id: ids[1], status: 'DENIED' },
    });
    await expectFollowedEqualsBuilt();
    await anna.restore(ids[0]!);
    expect(await anna.query(`{ relationship(id: "${ids[1]}") { id status } }`)).toEqual({
      relationship: { id: ids[0], status: 'DISPUTED' },
    });
    await expectFollowedEqualsBuilt();
    await anna.unmerge('x2');
  });

  it('speakers that are merged are one voice', async () => {
    const said = (source: string, attributedTo: string) => ({ ...passage(source, `Said by ${attributedTo}`), attributedTo });
    const { ids } = await anna.recordRelationships([
      { type: 'OPPOSES', from: 'c', to: 'd', evidence: [said('paper-1', 'e'), said('paper-2', 'e2')] },
    ]);
    const question = `{ relationship(id: "${ids[0]}") { confidence voices { asserting } } }`;
    expect(await anna.query(question)).toEqual({ relationship: { confidence: 0.9698, voices: { asserting: 2 } } });
    await anna.merge('e', 'e2');
    expect(await anna.query(question)).toEqual({ relationship: { confidence: 0.85, voices: { asserting: 1 } } });
    await anna.unmerge('e2');
    expect(await anna.query(question)).toEqual({ relationship: { confidence: 0.9698, voices: { asserting: 2 } } });
    await expectFollowedEqualsBuilt();
  });
}, setUp);
