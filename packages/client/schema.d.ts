/** The object types of each interface: what Apollo Client calls `possibleTypes`. */
export declare const possibleTypes: Record<string, string[]>;

/** Object types that a cache stores inside their parent, since they have no `id`. */
export declare const typesWithoutId: readonly string[];

/**
 * The paged lists: type, field, and the arguments that choose what is in the list. The others (`first`, `after`, `last`, `before`)
 * choose a page of it, so a cache may put pages together if these are equal.
 */
export declare const connections: Readonly<Record<string, Readonly<Record<string, string[]>>>>;
