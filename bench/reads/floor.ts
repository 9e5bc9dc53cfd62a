import 'reflect-metadata';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import neo4j from 'neo4j-driver';
import { withOwnLabels } from '../../src/engine/neo4j/ownLabels.ts';
import { READ_SHAPES } from './shapes.ts';

/** floor.js URI: a POST to `/N` runs the handwritten Cypher of shape N and responds with its result. Prints `READY port`. */
const driver = neo4j.driver(process.argv[2]!, undefined, { disableLosslessIntegers: true });

const server = createServer(async (request, response) => {
  try {
    const { floor } = READ_SHAPES[Number(request.url!.slice(1))]!;
    const answer = await run(withOwnLabels(floor), await bodyOf(request));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ data: answer }));
  } catch (error) {
    response.writeHead(500).end(String(error));
  }
});
server.listen(0, '127.0.0.1', () => console.log(`READY ${(server.address() as AddressInfo).port}`));

async function run(statement: string, parameters: object): Promise<unknown> {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ, database: 'neo4j' });
  try {
    const { records } = await session.run(statement, parameters);
    return records[0]!.get(0);
  } finally {
    await session.close();
  }
}

async function bodyOf(request: IncomingMessage): Promise<object> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return (JSON.parse(Buffer.concat(chunks).toString()) as { variables: object }).variables;
}
