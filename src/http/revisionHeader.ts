/** Response header of exports: the revision that they show. */
export const REVISION_HEADER = 'Allegiance-Revision';
