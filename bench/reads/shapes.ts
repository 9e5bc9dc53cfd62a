import { cursorOf, pageOf } from '../../src/graph/common/page.ts';
import { sortKey } from '../../src/store/entity.ts';
import { entityIdOf } from '../powerLawGraph.ts';
import { seeded } from '../random.ts';
import { ACTORS } from './graph.ts';

/** The variable of a request: the id of an actor, or the key after which a list begins. */
export interface Subject {
  readonly id: string;
  readonly sort: string;
}

/** One query in the form of each server. Every answer, mapped, equals that of the floor. */
export interface ReadShape {
  readonly title: string;
  /** True for three levels of ties. */
  readonly deep: boolean;
  readonly subjects: readonly Subject[];
  readonly ours: { readonly query: string; readonly variables: (subject: Subject) => object; readonly answer: (data: never) => unknown };
  /** The n-th question that nobody asked before: about another subject, or with other arguments. */
  readonly fresh: (n: number) => { readonly query: string; readonly variables: object };
  /** `TIE` is a placeholder for the properties of a tie, which are a union with an interface. */
  readonly rival: { readonly query: string; readonly answer: (data: never) => unknown };
  /** Cypher with `$id` and `$sort`; returns one row with one column. */
  readonly floor: string;
}

interface End {
  readonly id: string;
  readonly name: string;
}

const random = seeded(5);
const subject = (n: number): Subject => ({ id: entityIdOf(n), sort: sortKey(`Actor ${entityIdOf(n)}`, entityIdOf(n)) });
const ANYBODY = Array.from({ length: 50 }, () => subject(Math.floor(random() * ACTORS)));
/** The most backed actors. */
const HUBS = Array.from({ length: 5 }, (_, n) => subject(n));

const { mark } = pageOf('Query.actors NAME', {});
const afterKey = ({ sort }: Subject) => ({ after: cursorOf(mark, sort) });
const byId = ({ id }: Subject) => ({ id });
const RIVAL_LIST = 'actors(where: { sort: { gt: $sort } }, sort: [{ sort: ASC }], limit: 20)';
const RIVAL_ONE = 'actors(where: { id: { eq: $id } })';
const BY_NAME = 'first: 10, sort: [{ node: { sort: ASC } }]';
const FLOOR_LIST = 'MATCH (a:Actor) WHERE a.sort > $sort WITH a ORDER BY a.sort LIMIT 20';
const FLOOR_ONE = 'MATCH (a:Entity {id: $id})';

interface OurTie {
  readonly node: End & Partial<OurTies>;
  readonly relationship: { readonly confidence: number; readonly validity?: { readonly start: string | null } };
}
interface OurTies {
  readonly fights: { readonly edges: readonly OurTie[] };
}
interface RivalTie {
  readonly node: End & Partial<RivalTies>;
  readonly properties: { readonly confidence: number; readonly start?: string | null };
}
interface RivalTies {
  readonly fightsConnection: { readonly edges: readonly RivalTie[] };
}

const end = ({ id, name }: End): End => ({ id, name });
const ourTie = ({ node, relationship: { confidence, validity } }: OurTie): object => ({
  confidence,
  ...(validity ? { start: validity.start } : {}),
  other: { ...end(node), ...(node.fights ? { ties: node.fights.edges.map(ourTie) } : {}) },
});
const rivalTie = ({ node, properties: { confidence, start } }: RivalTie): object => ({
  confidence,
  ...(start === undefined ? {} : { start }),
  other: { ...end(node), ...(node.fightsConnection ? { ties: node.fightsConnection.edges.map(rivalTie) } : {}) },
});

const ourLevel = (inner: string) =>
  `fights(first: 10) { edges { node { id name ${inner && `... on Actor { ${inner} }`} } relationship { confidence } } }`;
const rivalLevel = (inner: string) => `fightsConnection(${BY_NAME}) { edges { node { id name ${inner} } properties { TIE(confidence) } } }`;
/** Cypher for the ties of a variable, nested to three levels. */
const floorLevel = (from: string, depth: number): string => {
  const [r, o] = [`r${depth}`, `o${depth}`];
  const inner = depth < 3 ? floorLevel(o, depth + 1) : '';
  const ties = depth < 3 ? `, ties: ties${depth + 1}` : '';
  return `CALL (${from}) {
  MATCH (${from})-[${r}:FIGHTS]-(${o}:Entity) WITH ${r}, ${o} ORDER BY ${o}.sort LIMIT 10
  ${inner}
  RETURN collect({confidence: ${r}.confidence, other: {id: ${o}.id, name: ${o}.name${ties}}}) AS ties${depth}
}`;
};
const FLOOR_FIGHTS = (properties: string) => `CALL (a) {
  MATCH (a)-[r:FIGHTS]-(o:Entity) WITH r, o ORDER BY o.sort LIMIT 10
  RETURN collect({confidence: r.confidence${properties}, other: {id: o.id, name: o.name}}) AS fights
}`;

const SHAPES: readonly Omit<ReadShape, 'fresh'>[] = [
  {
    title: '20 actors',
    deep: false,
    subjects: ANYBODY,
    ours: {
      query: 'query ($after: String) { actors(first: 20, after: $after) { nodes { id name kind } } }',
      variables: afterKey,
      answer: ({ actors }: { actors: { nodes: object[] } }) => actors.nodes,
    },
    rival: { query: `query ($sort: String!) { ${RIVAL_LIST} { id name kind } }`, answer: ({ actors }: { actors: object[] }) => actors },
    floor: `${FLOOR_LIST} RETURN collect({id: a.id, name: a.name, kind: a.kind})`,
  },
  {
    title: '20 actors > 10 ties > other end',
    deep: false,
    subjects: ANYBODY,
    ours: {
      query: `query ($after: String) { actors(first: 20, after: $after) { nodes {
  id name fights(first: 10) { edges { node { id name } relationship { confidence validity { start } } } } } } }`,
      variables: afterKey,
      answer: ({ actors }: { actors: { nodes: (End & OurTies)[] } }) =>
        actors.nodes.map((actor) => ({ ...end(actor), ties: actor.fights.edges.map(ourTie) })),
    },
    rival: {
      query: `query ($sort: String!) { ${RIVAL_LIST} {
  id name fightsConnection(${BY_NAME}) { edges { node { id name } properties { TIE(confidence start) } } } } }`,
      answer: ({ actors }: { actors: (End & RivalTies)[] }) =>
        actors.map((actor) => ({ ...end(actor), ties: actor.fightsConnection.edges.map(rivalTie) })),
    },
    floor: `${FLOOR_LIST} ${FLOOR_FIGHTS(', start: r.start')} RETURN collect({id: a.id, name: a.name, ties: fights})`,
  },
  {
    title: 'one actor, three levels of ties',
    deep: true,
    subjects: ANYBODY,
    ours: {
      query: `query ($id: ID!) { actor(id: $id) { ${ourLevel(ourLevel(ourLevel('')))} } }`,
      variables: byId,
      answer: ({ actor }: { actor: OurTies }) => actor.fights.edges.map(ourTie),
    },
    rival: {
      query: `query ($id: ID!) { ${RIVAL_ONE} { ${rivalLevel(rivalLevel(rivalLevel('')))} } }`,
      answer: ({ actors }: { actors: RivalTies[] }) => actors[0]!.fightsConnection.edges.map(rivalTie),
    },
    floor: `${FLOOR_ONE} ${floorLevel('a', 1)} RETURN ties1`,
  },
  {
    title: 'hub with total and first 20 by date',
    deep: false,
    subjects: HUBS,
    ours: {
      query: `query ($id: ID!) { actor(id: $id) { relationships(filter: { types: [BACKS] }, direction: IN, first: 20) {
  totalCount nodes { confidence validity { start } from { id name } } } } }`,
      variables: byId,
      answer: ({ actor }: { actor: { relationships: { totalCount: number; nodes: (OurTie['relationship'] & { from: End })[] } } }) => ({
        total: actor.relationships.totalCount,
        ties: actor.relationships.nodes.map(({ from, ...relationship }) => ourTie({ node: from, relationship })),
      }),
    },
    rival: {
      query: `query ($id: ID!) { ${RIVAL_ONE} { backedByConnection(first: 20, sort: [{ edge: ORD }]) {
  totalCount edges { node { id name } properties { TIE(confidence start) } } } } }`,
      answer: ({ actors }: { actors: { backedByConnection: { totalCount: number; edges: RivalTie[] } }[] }) => ({
        total: actors[0]!.backedByConnection.totalCount,
        ties: actors[0]!.backedByConnection.edges.map(rivalTie),
      }),
    },
    floor: `${FLOOR_ONE} CALL (a) {
  MATCH (a)<-[r:BACKS]-(o:Entity) WITH r, o ORDER BY r.ord LIMIT 20
  RETURN collect({confidence: r.confidence, start: r.start, other: {id: o.id, name: o.name}}) AS ties
}
RETURN {total: COUNT { (a)<-[:BACKS]-() }, ties: ties}`,
  },
  {
    title: 'one actor with two tie fields',
    deep: false,
    subjects: ANYBODY,
    ours: {
      query: `query ($id: ID!) { actor(id: $id) { id name ${ourLevel('')} backs(first: 10) { edges { node { id name } relationship { confidence } } } } }`,
      variables: byId,
      answer: ({ actor }: { actor: End & OurTies & { backs: OurTies['fights'] } }) => ({
        ...end(actor),
        fights: actor.fights.edges.map(ourTie),
        backs: actor.backs.edges.map(ourTie),
      }),
    },
    rival: {
      query: `query ($id: ID!) { ${RIVAL_ONE} { id name ${rivalLevel('')}
  backsConnection(${BY_NAME}) { edges { node { id name } properties { TIE(confidence) } } } } }`,
      answer: ({ actors }: { actors: (End & RivalTies & { backsConnection: RivalTies['fightsConnection'] })[] }) => ({
        ...end(actors[0]!),
        fights: actors[0]!.fightsConnection.edges.map(rivalTie),
        backs: actors[0]!.backsConnection.edges.map(rivalTie),
      }),
    },
    floor: `${FLOOR_ONE} ${FLOOR_FIGHTS('')} CALL (a) {
  MATCH (a)-[r:BACKS]->(o:Entity) WITH r, o ORDER BY o.sort LIMIT 10
  RETURN collect({confidence: r.confidence, other: {id: o.id, name: o.name}}) AS backs
}
RETURN {id: a.id, name: a.name, fights: fights, backs: backs}`,
  },
];

/** Coprime with the number of actors, so that all come before one comes again. */
const STRIDE = 7_919;

/** There are few hubs, so questions about them differ in a condition that all their relationships meet. */
function fresh({ ours, subjects }: Omit<ReadShape, 'fresh'>, n: number) {
  if (subjects !== HUBS) return { query: ours.query, variables: ours.variables(subject((n * STRIDE) % ACTORS)) };
  const query = ours.query
    .replace('$id: ID!', '$id: ID!, $least: Float')
    .replace('types: [BACKS]', 'types: [BACKS], minConfidence: $least');
  return { query, variables: { ...ours.variables(HUBS[n % HUBS.length]!), least: (n + 1) * 1e-6 } };
}

export const READ_SHAPES: readonly ReadShape[] = SHAPES.map((shape) => ({ ...shape, fresh: (n) => fresh(shape, n) }));
