/** Whether to run the long form of tests, as `npm run test:faults` and `npm run test:ucdp` do. */
export const LONG = process.env.ALLEGIANCE_LONG === '1';
