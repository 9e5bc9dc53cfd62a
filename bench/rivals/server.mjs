// node server.mjs URI concrete|interface PREFIX KIND…, labels being a prefix and a kind: @neo4j/graphql over the graph of bench:reads, served by Apollo Server
// as in its manual, without the cache control plugin, which halves the speed of nested answers. Prints `READY port`.
import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginCacheControlDisabled } from '@apollo/server/plugin/disabled';
import { expressMiddleware } from '@as-integrations/express5';
import { Neo4jGraphQL } from '@neo4j/graphql';
import express from 'express';
import neo4j from 'neo4j-driver';

const [uri, form, prefix, ...kinds] = process.argv.slice(2);
const PROPERTIES = 'type Tie @relationshipProperties { confidence: Float! start: String ord: String! }';
const FIELDS = 'id: ID! name: String! kind: String! sort: String!';
const TIES = `
  fights: [Actor!]! @relationship(type: "FIGHTS", direction: OUT, queryDirection: UNDIRECTED, properties: "Tie")
  backs: [Actor!]! @relationship(type: "BACKS", direction: OUT, properties: "Tie")
  backedBy: [Actor!]! @relationship(type: "BACKS", direction: IN, properties: "Tie")`;
const CONCRETE = `type Actor @node(labels: ["${prefix}Actor"]) { ${FIELDS} ${TIES} }`;
const INTERFACE = `interface Actor { ${FIELDS} ${TIES.replace(/@relationship\(.*\)/g, '@declareRelationship')} }
${kinds.map((kind) => `type ${kind} implements Actor @node(labels: ["${prefix}${kind}"]) { ${FIELDS} ${TIES} }`).join('\n')}`;

const driver = neo4j.driver(uri, undefined, { disableLosslessIntegers: true });
const typeDefs = `${PROPERTIES}\n${form === 'interface' ? INTERFACE : CONCRETE}`;
const features = { filters: { String: { GT: true } } };
const schema = await new Neo4jGraphQL({ typeDefs, driver, features }).getSchema();
const apollo = new ApolloServer({ schema, plugins: [ApolloServerPluginCacheControlDisabled()] });
await apollo.start();
const app = express();
app.use('/', express.json(), expressMiddleware(apollo, { context: async () => ({ sessionConfig: { database: 'neo4j' } }) }));
const server = app.listen(0, '127.0.0.1', () => console.log(`READY ${server.address().port}`));
