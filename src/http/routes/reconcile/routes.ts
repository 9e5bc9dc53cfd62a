import cors from 'cors';
import { type Request, type RequestHandler, type Response, Router, urlencoded } from 'express';
import { explorerAddress } from '../../../mcp/address.ts';
import type { QueriedGraph } from '../../../mcp/graph.ts';
import { AllegianceError, quoted } from '../../../model/errors.ts';
import { MAX_BODY_SIZE } from '../../limits/connection.ts';
import { callerGraph } from '../../operations/callerGraph.ts';
import { allowedOrigins, clientInfoOf } from '../../operations/client.ts';
import { createContext, type ServerContext } from '../../operations/context.ts';
import { handler } from '../../operations/errors.ts';
import type { Pipeline } from '../../operations/pipeline.ts';
import { entityNamed, identified, MAX_SEARCHED, searched } from './entities.ts';
import { beginning, extension, proposedProperties, suggestedProperties } from './extend.ts';
import { fewAtOnce } from './fewAtOnce.ts';
import { MAX_QUERIES, reconcile } from './match.ts';
import { entitySummary, PREVIEW_POLICY, PREVIEW_SIZE, previewPage } from './pages.ts';
import { ACTOR_TYPE, PLACE_TYPE, PROPERTIES, TYPES, typesOf } from './properties.ts';

/** Suggestions of one request, and properties that are proposed. */
const SUGGESTIONS = 10;
const PROPOSED = 100;

/** The security scheme of a server that asks for a token. */
const BEARER = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  description: 'The word Bearer, a space and a token.',
} as const;

type Answer = (graph: QueriedGraph, parameters: URLSearchParams) => Promise<object>;

/**
 * The reconciliation service (W3C Entity Reconciliation Community Group, API 0.2), by which OpenRefine matches a column of names:
 * manifest, queries, suggestions, data extension, and previews. Every client that may read may use it; each operation goes through the same
 * pipeline as those of `/graphql`. There is no JSONP, which would let any page read a local graph.
 */
export function reconcileRoutes(server: ServerContext, pipeline: Pipeline): Router {
  const crossOrigin = cors({ origin: allowedOrigins(server.settings.origins) });
  const answering = (answer: Answer): RequestHandler =>
    handler('reconcile', async (request, response, signal) => {
      response.json(await answer(await graphFor(request, signal), parametersOf(request)));
    });
  const graphFor = async (request: Request, signal: AbortSignal): Promise<QueriedGraph> => {
    const client = clientInfoOf(request);
    const { clientKey } = await createContext(server, client, signal);
    server.limits.charge(clientKey, 0);
    return fewAtOnce(callerGraph(server, pipeline, { client, signal, address: addressOf(request) }));
  };
  const parse = urlencoded({ extended: false, limit: MAX_BODY_SIZE, parameterLimit: 20 });
  const router = Router();
  router.use('/reconcile', crossOrigin);
  const answerBatch = answering(answerService);
  router.get('/reconcile', (request, response, next) => {
    // The manifest says nothing of the graph, and how to log in.
    if (isManifest(request)) response.json(manifestOf(addressOf(request), server.authenticator.isOpen));
    else answerBatch(request, response, next);
  });
  router.post('/reconcile', parse, answerBatch);
  router.get('/reconcile/suggest/entity', answering(suggestEntity));
  router.get(
    '/reconcile/suggest/type',
    answering(async (_, parameters) => ({ result: beginning(TYPES, parameters.get('prefix') ?? '').slice(cursorOf(parameters)) })),
  );
  router.get(
    '/reconcile/suggest/property',
    answering(async (_, parameters) => ({ result: suggestedProperties(parameters.get('prefix') ?? '').slice(cursorOf(parameters)) })),
  );
  router.get('/reconcile/flyout/entity', answering(flyoutEntity));
  router.get(
    '/reconcile/flyout/type',
    answering(async (_, parameters) => flyoutOf(TYPES, parameters)),
  );
  router.get(
    '/reconcile/flyout/property',
    answering(async (_, parameters) => flyoutOf(PROPERTIES, parameters)),
  );
  router.get('/reconcile/properties', answering(proposeProperties));
  router.get(
    '/reconcile/preview',
    handler('preview', async (request, response, signal) => sendPreview(await graphFor(request, signal), parametersOf(request), response)),
  );
  return router;
}

/** The parameters of the address, and those of a form. */
function parametersOf({ query, body }: Request): URLSearchParams {
  const given = { ...query, ...(typeof body === 'object' && body !== null ? body : {}) } as Record<string, unknown>;
  return new URLSearchParams(Object.entries(given).map(([name, value]): [string, string] => [name, String(value)]));
}

const addressOf = ({ protocol, headers }: Request): string => `${protocol}://${headers.host ?? 'localhost'}`;

const isManifest = ({ query }: Request): boolean => query.queries === undefined && query.extend === undefined;

/** Queries and extensions. */
async function answerService(graph: QueriedGraph, parameters: URLSearchParams): Promise<object> {
  const [queries, extend] = [parameters.get('queries'), parameters.get('extend')];
  if (queries !== null) return reconcile(graph, parsed('queries', queries));
  if (extend !== null) return extension(graph, parsed('extend', extend));
  throw new AllegianceError('BAD_INPUT', 'Expected a form with `queries` or `extend`; got neither.');
}

/** The number of suggestions to skip. @throws BAD_INPUT */
function cursorOf(parameters: URLSearchParams): number {
  const given = parameters.get('cursor') ?? '';
  if (given === '') return 0;
  if (/^\d{1,9}$/.test(given)) return Number(given);
  throw new AllegianceError('BAD_INPUT', `Expected \`cursor\` to be the number of suggestions to skip; got ${quoted(given)}.`);
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AllegianceError('BAD_INPUT', `Expected \`${name}\` to be JSON; got ${quoted(text)}.`);
  }
}

/** What the service can do, and where. @param isOpen May clients without a token use it? */
function manifestOf(base: string, isOpen: boolean): object {
  const at = (path: string) => ({ service_url: base, service_path: path });
  const suggested = (what: string) => ({
    ...at(`/reconcile/suggest/${what}`),
    flyout_service_url: base,
    flyout_service_path: `/reconcile/flyout/${what}?id=\${id}`,
  });
  const type = ({ id, name }: { id: string; name: string }) => ({ id, name });
  return {
    versions: ['0.2'],
    batchSize: MAX_QUERIES,
    ...(isOpen ? {} : { authentication: BEARER }),
    name: 'Allegiance: actors and places of conflict and diplomacy',
    identifierSpace: `${base}/`,
    schemaSpace: `${base}/schema.graphql`,
    documentation: 'https://reconciliation-api.github.io/specs/0.2/',
    defaultTypes: [type(ACTOR_TYPE), type(PLACE_TYPE)],
    view: { url: `${base}/#show={{id}}&select={{id}}` },
    preview: { url: `${base}/reconcile/preview?id={{id}}`, ...PREVIEW_SIZE },
    suggest: { entity: suggested('entity'), type: suggested('type'), property: suggested('property') },
    extend: {
      propose_properties: at('/reconcile/properties'),
      property_settings: [
        {
          name: 'at',
          label: 'On the date',
          type: 'text',
          default: '',
          help_text: 'For relationships: a year, month or day; empty for any time.',
        },
      ],
    },
  };
}

async function suggestEntity(graph: QueriedGraph, parameters: URLSearchParams): Promise<object> {
  const cursor = cursorOf(parameters);
  const prefix = parameters.get('prefix') ?? '';
  const named = await identified(graph, prefix);
  const hits = await searched(graph, prefix, null, Math.min(MAX_SEARCHED, cursor + SUGGESTIONS));
  const others = hits.map(({ entity }) => entity).filter(({ slug }) => slug !== named?.slug);
  const found = named ? [named, ...others] : others;
  const result = found.slice(cursor, cursor + SUGGESTIONS).map(({ slug, name, kind, description }) => ({
    id: slug,
    name,
    ...(description === null ? {} : { description }),
    notable: typesOf(kind).map((type) => ({ id: type.id, name: type.name })),
  }));
  return { result };
}

async function flyoutEntity(graph: QueriedGraph, parameters: URLSearchParams): Promise<object> {
  const id = parameters.get('id') ?? '';
  return { id, html: entitySummary(await requiredEntity(graph, id)) };
}

function flyoutOf(all: readonly { id: string; name: string; description?: string }[], parameters: URLSearchParams): object {
  const id = parameters.get('id') ?? '';
  const found = all.find((one) => one.id === id);
  if (!found) throw new AllegianceError('BAD_INPUT', `Expected one of ${all.map((one) => one.id).join(', ')}; got ${quoted(id)}.`);
  return { id, html: `<p><strong>${found.name}</strong>${found.description ? `: ${found.description}` : ''}</p>` };
}

async function proposeProperties(_: QueriedGraph, parameters: URLSearchParams): Promise<object> {
  const limit = Number(parameters.get('limit') ?? PROPOSED);
  return proposedProperties(
    parameters.get('type') ?? undefined,
    Number.isInteger(limit) && limit > 0 ? Math.min(limit, PROPOSED) : PROPOSED,
  );
}

async function sendPreview(graph: QueriedGraph, parameters: URLSearchParams, response: Response): Promise<void> {
  const entity = await requiredEntity(graph, parameters.get('id') ?? '');
  // A client shows it in a frame.
  response.removeHeader('X-Frame-Options');
  response.set({ 'Content-Security-Policy': PREVIEW_POLICY, 'Cache-Control': 'no-cache' });
  response.type('html').send(previewPage(entity, explorerAddress(graph.address, { show: [entity.slug], select: [entity.slug] })));
}

async function requiredEntity(graph: QueriedGraph, id: string) {
  const entity = await entityNamed(graph, id);
  if (entity) return entity;
  throw new AllegianceError('UNKNOWN_ENTITY', `Expected the slug of an entity; got ${quoted(id)}, which names none.`);
}
