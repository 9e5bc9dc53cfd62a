import { type GraphQLFieldResolver, type GraphQLSchema, isInterfaceType, isObjectType } from 'graphql';
import { getMetadataStorage } from 'type-graphql';
import type { Context } from './common/context.ts';

type Resolve = GraphQLFieldResolver<object, Context>;
type Declared = ReturnType<typeof getMetadataStorage>['fieldResolvers'][number];

/**
 * Calls the methods of resolver classes that add fields to types with root, arguments and context as they are. type-graphql would sort
 * the parameters and make class instances of root and inputs at every call, of which none has methods; in long lists that takes as long as
 * all else about a field.
 */
export function resolveDirectly(schema: GraphQLSchema): void {
  const { fieldResolvers, objectTypes, interfaceTypes } = getMetadataStorage();
  const names = new Map<unknown, string>([...objectTypes, ...interfaceTypes].map(({ target, name }) => [target, name]));
  const instances = new Map<unknown, object>();
  const instanceOf = (target: Declared['target']) => {
    const instance = instances.get(target) ?? (new (target as new () => object)() as object);
    instances.set(target, instance);
    return instance;
  };
  const declared = fieldResolvers.filter(({ kind, middlewares }) => kind === 'external' && (middlewares ?? []).length === 0);
  const found = declared.flatMap((one) => {
    const type = schema.getType(names.get(one.getObjectType!()) ?? '');
    return type ? [{ type, field: one.schemaName, resolve: directly(one, instanceOf(one.target)) }] : [];
  });
  // Those of interfaces first: an object type may have its own.
  for (const { type, field, resolve } of found) {
    if (isInterfaceType(type)) for (const one of schema.getPossibleTypes(type)) one.getFields()[field]!.resolve = resolve;
  }
  for (const { type, field, resolve } of found) if (isObjectType(type)) type.getFields()[field]!.resolve = resolve;
}

function directly({ methodName, params = [] }: Declared, instance: object): Resolve {
  const method = (instance as Readonly<Record<string, (...values: unknown[]) => unknown>>)[methodName]!.bind(instance);
  const given = [...params]
    .sort((a, b) => a.index - b.index)
    .map((param): ((...of: Parameters<Resolve>) => unknown) => {
      switch (param.kind) {
        case 'root':
          return (root) => root;
        case 'context':
          return (_root, _args, context) => context;
        case 'arg':
          return (_root, args) => args[param.name];
        case 'args':
          return (_root, args) => args;
        case 'info':
          return (_root, _args, _context, info) => info;
        default:
          throw new Error(`The parameter ${param.index} of ${methodName} is of a kind that is not expected: ${param.kind}.`);
      }
    });
  return (...of) => {
    try {
      return method(...given.map((one) => one(...of)));
    } catch (error) {
      // graphql-js 16 leaves the items of a list that it reads alone where another item throws: nobody would handle their errors then.
      return Promise.reject(error);
    }
  };
}
