/** The header of an export that says which revision it shows. */
export const REVISION_HEADER = 'Allegiance-Revision';
