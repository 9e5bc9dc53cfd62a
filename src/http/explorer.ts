import { Router } from 'express';
import { asksForPage, assetsOf, builtPage, sendPage } from './page.ts';

const NOT_BUILT = 'The explorer has not been built yet: `npm run build` makes it. The API is at /graphql.\n';

/**
 * The page and assets of the explorer.
 *
 * `GET /` answers with the page when the request prefers HTML; any other is sent on to the API at `/graphql`. Assets lie under
 * `/explorer/assets` and never change under one name. The page is answered with 503 and a plain sentence while it has not been built.
 *
 * @param root directory of the built page; default: `dist/explorer` of this package.
 */
export function explorer(root: string = builtPage('explorer')): Router {
  const router = Router();
  router.use('/explorer/assets', assetsOf(root));
  router.get('/', (request, response) => {
    response.vary('Accept');
    if (asksForPage(request)) sendPage(response, root, NOT_BUILT);
    else response.redirect('/graphql');
  });
  return router;
}
