import { Router } from 'express';
import { asksForPage, assetsOf, builtPage, sendPage } from './page.ts';

const NOT_BUILT = 'The playground has not been built yet: `npm run build` makes it. The API at this address answers all the same.\n';

/**
 * The page and assets of the playground.
 *
 * `GET /graphql` answers with the page when the request prefers HTML and carries no `query` of its own; every other request to
 * `/graphql` is left to the handlers mounted after this one. Assets lie under `/playground/assets` and never change under one name.
 * The page is answered with 503 and a plain sentence while it has not been built.
 *
 * @param root directory of the built page; default: `dist/playground` of this package.
 */
export function playground(root: string = builtPage('playground')): Router {
  const router = Router();
  router.use('/playground/assets', assetsOf(root));
  router.get('/graphql', (request, response, next) => {
    response.vary('Accept');
    if (request.query.query === undefined && asksForPage(request)) sendPage(response, root, NOT_BUILT);
    else next();
  });
  return router;
}
