import express, { type Express } from 'express';
import { buildSchema, graphql } from 'graphql';
import { playgroundRoutes } from '../../src/http/routes/pages.ts';

/** The part of the schema that the first prepared query and the one about the status of the graph use. */
const schema = buildSchema(`
  enum Kind { STATE GOVERNMENT }
  enum Status { SUPPORTED }
  enum Stance { ASSERTS }
  enum SupportKind { TROOPS }
  type Query { actor(id: ID!): Actor status: GraphStatus! }
  type Actor { name: String! kind: Kind! backedBy: NeighborConnection! }
  type NeighborConnection { totalCount: Int! edges: [NeighborEdge!]! }
  type NeighborEdge { node: Actor! relationships: [Relationship!]! }
  interface Relationship { statement: String! status: Status! confidence: Float! validity: Interval! evidence(first: Int): EvidenceConnection! }
  type Backs implements Relationship {
    statement: String! status: Status! confidence: Float! validity: Interval! evidence(first: Int): EvidenceConnection!
    supportKinds: [SupportKind!]! against: [Actor!]!
  }
  type Interval { start: String end: String attestedFrom: String attestedUntil: String }
  type EvidenceConnection { nodes: [Evidence!]! }
  type Evidence { stance: Stance! quote: String! attributedTo: Actor attribution: String source: Source! }
  type Source { title: String! publisher: String publishedOn: String }
  type GraphStatus {
    engine: String! engineVersion: String! revision: Int! actors: Int! places: Int! events: Int! relationships: Int! sources: Int!
    attributions: [String!]!
  }
`);

const iranBacksTheGovernment = {
  __typename: 'Backs',
  statement: 'Iran backs the Syrian government',
  status: 'SUPPORTED',
  confidence: 0.85,
  validity: { start: '2011' },
  supportKinds: ['TROOPS'],
  against: [],
  evidence: { nodes: [] },
};

const rootValue = {
  actor: () => ({
    name: 'Syrian government',
    kind: 'GOVERNMENT',
    backedBy: { totalCount: 1, edges: [{ node: { name: 'Iran', kind: 'STATE' }, relationships: [iranBacksTheGovernment] }] },
  }),
  status: () => ({
    ...{ engine: 'tiny', engineVersion: '1', revision: 7, actors: 2, places: 0, events: 0, relationships: 1, sources: 0 },
    attributions: ['hand-made for this test'],
  }),
};

/** A server with the playground built in `root`, over a graph of one tie. */
export function tinyGraph(root: string): Express {
  const app = express();
  app.use(playgroundRoutes(root));
  app.get('/graphql', (_request, response) => void response.json({ api: true }));
  app.post('/graphql', express.json(), async (request, response) => {
    const { query, variables, operationName } = request.body;
    response.json(await graphql({ schema, rootValue, source: query, variableValues: variables, operationName }));
  });
  return app;
}
