import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openEmbedded } from '../../../src/engine/embedded/embedded.ts';
import { engineFor } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { runnerOf } from '../../support/paths/runner.ts';

const EXAMPLES = [...readFileSync('docs/voices.md', 'utf8').matchAll(/```graphql\n(.*?)```/gs)].map(([, query]) => query!);

describe('docs/voices.md', () => {
  const engine = engineFor(() => openEmbedded(null), fillWithSeed);
  const answerTo = (query: string) => runnerOf(engine()).execute<Record<string, unknown>>(query);

  test('has the answers that it tells', async () => {
    const answers = await Promise.all(EXAMPLES.map(answerTo));
    expect(answers).toEqual([
      { relationships: { nodes: [{ statement: 'Syrian insurgents attack Aleppo', status: 'SUPPORTED', confidence: 0.85 }] } },
      {
        place: {
          controlledBy: {
            edges: expect.arrayContaining([
              { node: { name: 'Syrian insurgents' }, relationship: { status: 'SUPPORTED', confidence: 0.931 } },
            ]),
          },
        },
      },
      {
        events: {
          nodes: [
            {
              title: "Kremlin calls the attack on Aleppo a violation of Syria's sovereignty",
              evidence: { nodes: [{ statedOn: '2024-11-29' }] },
            },
          ],
        },
      },
      { source: { relationships: { totalCount: 34 }, events: { totalCount: 16 }, evidence: { totalCount: 57 } } },
      {
        impact: {
          totalCount: 2,
          nodes: [
            {
              relationship: { statement: 'Syrian insurgents control Aleppo' },
              before: { status: 'DISPUTED', confidence: 0.7042 },
              after: { present: true, status: 'SUPPORTED', confidence: 0.931 },
            },
            {
              relationship: { statement: 'Syrian insurgents attack Aleppo' },
              before: { status: 'SUPPORTED', confidence: 0.9698 },
              after: { present: true, status: 'SUPPORTED', confidence: 0.85 },
            },
          ],
        },
      },
      {
        compareVoices: {
          nodes: [
            {
              relationship: { statement: 'Syrian insurgents attack Aleppo' },
              before: { present: true, status: 'SUPPORTED' },
              after: { present: false, status: null },
            },
            {
              relationship: { statement: 'Syrian insurgents control Idlib province' },
              before: { present: false, status: null },
              after: { present: true, status: 'REPORTED' },
            },
            {
              relationship: { statement: 'Syrian insurgents control Maraat al-Numan' },
              before: { present: false, status: null },
              after: { present: true, status: 'REPORTED' },
            },
          ],
        },
      },
      {
        relationshipBreakdown: [
          { label: 'White Helmets', relationships: 2, entities: 3 },
          { label: 'Syrian army', relationships: 2, entities: 2 },
          { label: 'two Syrian military sources', relationships: 2, entities: 3 },
          { label: 'two rebel sources', relationships: 2, entities: 3 },
          { label: 'Dmitry Peskov', relationships: 1, entities: 2 },
          { label: 'three military sources', relationships: 1, entities: 2 },
        ],
      },
    ]);
  });

  test('and names near ones for what is nowhere', async () => {
    const refused: Record<string, string> = {
      'sources: ["ucdp-esd-18"]': 'Did you mean "ucdp-esd-18.1"',
      'exceptPublishers: ["Upsala"]': 'Did you mean "Uppsala Conflict Data Program"',
      'speakers: ["two rebels"]': 'Did you mean "two rebel sources"',
      'exceptSpeakers: ["hizbolah"]': 'Did you mean "hezbollah"',
    };
    for (const [condition, hint] of Object.entries(refused)) {
      await expect(answerTo(`{ relationships(filter: { voices: { ${condition} } }) { totalCount } }`)).rejects.toThrow(hint);
    }
  });
});
