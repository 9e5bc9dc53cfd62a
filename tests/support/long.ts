/** The long form of a test, by a command of its own: `npm run test:faults`, `npm run test:ucdp`. */
export const LONG = process.env.ALLEGIANCE_LONG === '1';
