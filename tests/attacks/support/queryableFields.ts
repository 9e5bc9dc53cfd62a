import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** A field with arguments, and how to reach it from the root. */
export interface QueryableField {
  /** `Query.actor`, `State.backs`. */
  readonly name: string;
  /** The same for fields of types that share all their interfaces, and with them the resolver: `Actor.backs`. */
  readonly shared: string;
  readonly field: GraphQLField<unknown, unknown>;
  /** Wraps a selection on the object of the field into a selection on the root. */
  readonly reach: (selection: string) => string;
}

/** Required arguments of fields on the way to others, by field: `paths` finds a path with these. */
export type KnownArguments = Readonly<Record<string, string>>;

/** Every field with arguments that can be reached from the queries, each once, by the shortest path. */
export function queryableFields(schema: GraphQLSchema, knownArguments: KnownArguments): QueryableField[] {
  const found: QueryableField[] = [];
  const queue: [GraphQLObjectType, QueryableField['reach']][] = [[schema.getQueryType()!, (selection) => selection]];
  const seen = new Set<GraphQLNamedType>([schema.getQueryType()!]);
  const enqueue = (type: GraphQLObjectType, reach: QueryableField['reach']) => {
    if (seen.has(type)) return;
    seen.add(type);
    queue.push([type, reach]);
  };
  for (const [type, reach] of listing(schema)) enqueue(type, reach);
  for (const [type, reach] of queue) {
    for (const field of Object.values(type.getFields())) {
      const interfaces = type.getInterfaces().map(({ name }) => name);
      const shared = `${interfaces.join(' ') || type.name}.${field.name}`;
      if (field.args.length > 0) found.push({ name: `${type.name}.${field.name}`, shared, field, reach });
      const next = getNamedType(field.type);
      const given = knownArguments[field.name];
      if (!isCompositeType(next) || (given === undefined && field.args.some(isRequiredArgument))) continue;
      const step = (inner: string) => reach(`${field.name}${given ?? ''} { ${inner} }`);
      if (isObjectType(next)) enqueue(next, step);
      if (isAbstractType(next)) {
        for (const one of schema.getPossibleTypes(next)) enqueue(one, (selection) => step(`... on ${one.name} { ${selection} }`));
      }
    }
  }
  return found;
}

/** The fields of the mutations. */
export function mutations(schema: GraphQLSchema): QueryableField[] {
  const type = schema.getMutationType()!;
  return Object.values(type.getFields()).map((field) => {
    const name = `${type.name}.${field.name}`;
    return { name, shared: name, field, reach: (selection) => selection };
  });
}

/** Types that a filter over a list names: `State` is the kind STATE of actors, `Backs` the type BACKS of relationships. */
function listing(schema: GraphQLSchema): [GraphQLObjectType, QueryableField['reach']][] {
  const valuesOf = (name: string) => {
    const type = schema.getType(name);
    return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
  };
  const all = [
    ...valuesOf('ActorKind').map((kind) => [kind, `actors(first: 1, filter: { kinds: [${kind}] })`] as const),
    ...valuesOf('RelationshipType').map((kind) => [kind, `relationships(first: 1, filter: { types: [${kind}] })`] as const),
  ];
  return [...all, ['PLACE', 'places(first: 1)'] as const].flatMap(([kind, list]) => {
    const type = schema.getType(kind.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase()));
    if (!isObjectType(type)) return [];
    return [[type, (selection: string) => `${list} { nodes { ... on ${type.name} { ${selection} } } }`]];
  });
}
