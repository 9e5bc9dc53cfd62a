import { Router } from 'express';
import { builtPageDirectory, prefersHtml, sendPage, serveAssets } from './page.ts';

const NOT_BUILT = 'The explorer has not been built yet. Run `npm run build`. The API is at /graphql.\n';

/**
 * Routes of the explorer: its page and assets.
 *
 * `GET /` returns the page if the request prefers HTML, else it redirects to the API at `/graphql`. Assets are under
 * `/explorer/assets`; their names contain a hash of their content. If the page has not been built, the response is 503 with a text.
 *
 * @param root Directory of the built page; default: `dist/explorer` of this package.
 */
export function explorerRoutes(root: string = builtPageDirectory('explorer')): Router {
  const router = Router();
  router.use('/explorer/assets', serveAssets(root));
  router.get('/', (request, response) => {
    response.vary('Accept');
    if (prefersHtml(request)) sendPage(response, root, NOT_BUILT);
    else response.redirect('/graphql');
  });
  return router;
}
