import { describe, expect, test } from 'vitest';
import { toolDocument } from '../../../src/mcp/operations.ts';
import { SAVING_TOOLS, TOOLS } from '../../../src/mcp/tools.ts';
import { describeEachEngine } from '../../support/engine/engines.ts';
import { fillWithSeed } from '../../support/engine/world.ts';
import { type Assistant, assistantFor, connect, PROTOCOLS, type ToolAnswer } from './support/assistant.ts';
import { at, QUESTIONS } from './support/questions.ts';

/* Each tool's answer is read beside that of the API to the same operation: it claims no more, no less, and nothing else. */

// biome-ignore lint/suspicious/noExplicitAny: nodes of any operation
type Node = any;

const withoutNull = (fields: object) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

function expectDates(item: ToolAnswer, { start, end, ongoing, attestedFrom, attestedUntil }: Node): void {
  const dates = withoutNull({ start, end, ongoing, attestedFrom, attestedUntil });
  const isUndated = [start, end, attestedFrom, attestedUntil].every((date) => date === null);
  expect(item.dates).toEqual(isUndated ? { ...dates, undated: true } : dates);
}

function expectPassages(item: ToolAnswer, { evidence, lastEvidence }: Node): void {
  const nodes = new Map([...evidence.nodes, ...lastEvidence.nodes].map((node: Node) => [node.id, node]));
  for (const passage of item.passages) expectPassage(passage, nodes.get(passage.id));
  expect(item.passages.length + (item.passagesLeftOut ?? 0)).toBe(evidence.totalCount);
  if (lastEvidence.nodes[0]?.stance === 'DENIES') expect(item.passages.map(({ stance }: Node) => stance)).toContain('DENIES');
}

function expectPassage(passage: ToolAnswer, node: Node): void {
  expect(passage).toMatchObject({ quotation: `“${node.quote}”`, verbatim: node.verbatim, stance: node.stance, sourceKey: node.source.key });
  expect(passage.saidBy).toBe(node.attributedTo?.name ?? node.attribution ?? undefined);
  expect(passage.hedged ?? false).toBe(node.hedged);
}

function expectClaim(item: ToolAnswer, node: Node, isTimeGiven: boolean): void {
  const { id, type, statement, status, confidence, voices, from, to, holds } = node;
  expect(item).toMatchObject({ type, status, confidence, voices, from: from.slug, to: to.slug, cite: { ids: [id] } });
  expect(item.sentence).toContain(statement);
  expect(item.certainty).toBe(isTimeGiven ? (holds ?? 'NOT_THEN') : 'NO_TIME_GIVEN');
  expectDates(item, node.validity);
  expectPassages(item, node);
  expect(item.deaths).toEqual(node.fatalities ? withoutNull({ ...node.fatalities, text: null }) : undefined);
}

/** How the items of each operation are read. */
const READERS: Readonly<Record<string, (item: ToolAnswer, node: Node, isTimeGiven: boolean) => void>> = {
  'who-is': (item, { id, slug, name, kind, aliases }) => {
    expect(item).toMatchObject({ slug, kind, cite: { ids: [id] } });
    expect(item.sentence).toContain(name);
    expect(item.aliases).toEqual(aliases.map((alias: Node) => alias.name));
  },
  relationships: expectClaim,
  'relationships-of-pair': expectClaim,
  disputes: expectClaim,
  'how-connected': (item, { statement, confidence, sign, certainty, hops, validity }, isTimeGiven) => {
    expect(item).toMatchObject({ confidence, sign, certainty });
    expect(item.sentence).toContain(statement);
    expect(item.hops).toHaveLength(hops.length);
    for (const [index, hop] of hops.entries()) expectClaim(item.hops[index], hop.relationship, isTimeGiven);
    if (validity !== null) expectDates(item, validity);
  },
  stance: (item, { posture, relationships }, isTimeGiven) => {
    expect(item.posture).toBe(posture);
    expect(item.relationships.length + (item.relationshipsLeftOut ?? 0)).toBe(relationships.length);
    for (const [index, claim] of item.relationships.entries()) expectClaim(claim, relationships[index], isTimeGiven);
  },
  'stance-history': (item, { posture, relationships, interval }) => {
    expect(item.posture).toBe(posture);
    expectDates(item, interval);
    for (const [index, claim] of item.relationships.entries()) expectClaim(claim, relationships[index], false);
  },
  'what-changed': (item, { kind, on, before, after, relationship }) => {
    expect(item).toMatchObject({ change: kind, on, before, after });
    expectClaim(item, relationship, true);
  },
  camps: (item, { size, cohesion, members }) => {
    expect(item).toMatchObject({ size, cohesion, members: members.map(({ slug }: Node) => slug) });
  },
  events: (item, { id, title, eventKind, status, validity, participants, deaths, ...node }) => {
    expect(item).toMatchObject({ kind: eventKind, status, cite: { ids: [id] } });
    expect(item.sentence).toContain(title);
    expect(item.participants).toEqual(participants.map(({ role, actor }: Node) => `${actor.slug} (${role})`));
    expectDates(item, validity);
    expectPassages(item, node);
    const { text, ...numbers } = deaths;
    expect(item.deaths ?? {}).toEqual(withoutNull({ ...numbers, words: text === null ? null : `“${text}”` }));
  },
  evidence: (item, node) => {
    expectPassage(item, node);
    expect(item.cite.ids).toEqual([node.id]);
  },
  'compare-voices': (item, { before, after, relationship }) => {
    const side = ({ present, status, confidence }: Node) => withoutNull({ speaksOfIt: present, status, confidence });
    expect(item).toMatchObject({ byTheOne: side(before), byTheOther: side(after), status: relationship.status });
    expect(item.sentence).toContain(relationship.statement);
    expect(item.cite.ids).toEqual([relationship.id]);
  },
  sources: (item, { id, key, title, reliability, relationships }) => {
    expect(item).toMatchObject({ key, reliability, relationships: relationships.totalCount, cite: { ids: [id] } });
    expect(item.sentence).toContain(title);
  },
  source: (item, { id, key, reliability, evidence }) => {
    expect(item).toMatchObject({ key, reliability, passages: evidence.totalCount, cite: { ids: [id] } });
  },
};

test('every tool has a question', () => {
  expect(new Set(QUESTIONS.map(({ tool }) => tool))).toEqual(new Set(TOOLS.map(({ name }) => name)));
});

describeEachEngine((engine) => {
  const running = assistantFor(engine);

  describe.each(PROTOCOLS)('protocol %s', (protocol) => {
    test.each(QUESTIONS)(
      '$tool $input answers what the operation $operation answers',
      async ({ tool, input, operation, variables, items }) => {
        const { server } = running();
        const assistant: Assistant = await connect(server.url, protocol);
        const answer = await assistant.callTool(tool, input).finally(assistant.close);
        const { data, errors } = await server.execute(toolDocument(operation).text, null, variables);
        expect(errors).toBeUndefined();
        const nodes = at(data, items);
        expect(answer.outcome).toBe('FOUND');
        expect(nodes.length).toBeGreaterThan(0);
        expect(answer.leftOut).toBeUndefined();
        expect(answer.items).toHaveLength(nodes.length);
        const isTimeGiven = ['at', 'since', 'until'].some((name) => name in input);
        for (const [index, node] of nodes.entries()) READERS[operation]!(answer.items[index], node, isTimeGiven);
      },
    );
  });

  test('lists tools that read, and one that saves, each with the form of its answer', async () => {
    const { tools } = await running().assistant.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([...TOOLS, ...SAVING_TOOLS].map(({ name }) => name));
    for (const { name, annotations, inputSchema, outputSchema, description } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: name !== 'propose', destructiveHint: false });
      expect(inputSchema).toMatchObject({ type: 'object', additionalProperties: false });
      expect(outputSchema).toMatchObject({ type: 'object' });
      expect(description).toMatch(/\.$/);
      expect(Object.keys(inputSchema.properties ?? {}).filter((name) => /query|cypher|sql|graphql/i.test(name))).toEqual([]);
    }
  });
}, fillWithSeed);
