import { Router } from 'express';
import { builtPageDirectory, prefersHtml, sendPage, serveAssets } from './page.ts';

const NOT_BUILT = 'The playground has not been built yet. Run `npm run build`. The API at this address works without it.\n';

/**
 * Routes of the playground: its page and assets.
 *
 * `GET /graphql` returns the page if the request prefers HTML and has no `query` parameter; every other request to `/graphql` is
 * left to the handlers mounted after this one. Assets are under `/playground/assets`; their names contain a hash of their content.
 * If the page has not been built, the response is 503 with a text.
 *
 * @param root Directory of the built page; default: `dist/playground` of this package.
 */
export function playgroundRoutes(root: string = builtPageDirectory('playground')): Router {
  const router = Router();
  router.use('/playground/assets', serveAssets(root));
  router.get('/graphql', (request, response, next) => {
    response.vary('Accept');
    if (request.query.query === undefined && prefersHtml(request)) sendPage(response, root, NOT_BUILT);
    else next();
  });
  return router;
}
