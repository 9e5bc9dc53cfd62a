import { type Response, Router } from 'express';
import { type GraphQLSchema, isAbstractType } from 'graphql';
import { schemaText } from '../../graph/schema.ts';
import { clientInfoOf } from '../operations/client.ts';
import { createContext, type ServerContext } from '../operations/context.ts';
import { handler } from '../operations/errors.ts';

/**
 * `GET /schema.graphql`: the schema in the schema definition language. `GET /possible-types.json`: the object types of each interface,
 * as Apollo Client's `possibleTypes`. For readers, like introspection, and not found where that is off.
 */
export function schemaRoutes(server: ServerContext, schema: GraphQLSchema): Router {
  const router = Router();
  if (server.settings.introspection === false) return router;
  const serve = (path: string, type: string, text: string) => {
    const answer = handler(path, async (request, response, disconnected) => {
      const { clientKey } = await createContext(server, clientInfoOf(request), disconnected);
      server.limits.charge(clientKey, 0);
      send(response, type, text);
    });
    router.get(path, answer);
  };
  serve('/schema.graphql', 'text/plain', schemaText(schema));
  serve('/possible-types.json', 'application/json', `${JSON.stringify(possibleTypes(schema), null, 2)}\n`);
  return router;
}

function send(response: Response, type: string, text: string): void {
  response.set({ 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'private, no-cache' });
  response.vary('Authorization').send(text);
}

/** The names of the object types of each interface and union, by its name, in alphabetical order. */
function possibleTypes(schema: GraphQLSchema): Record<string, string[]> {
  const abstract = Object.values(schema.getTypeMap()).filter((type) => isAbstractType(type));
  const entries = abstract.map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, types]) => [name, types.sort()]));
}
