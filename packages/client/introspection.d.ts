interface IntrospectedType {
  readonly kind: 'OBJECT' | 'INTERFACE';
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: object; readonly args: readonly never[] }[];
  readonly interfaces: readonly { readonly kind: string; readonly name: string }[];
  readonly possibleTypes: readonly { readonly kind: string; readonly name: string }[];
}

/**
 * What caches need of the result of introspection: object types and interfaces, with the types of their fields. Scalars and enums are
 * all named `Any`; arguments and descriptions are left out. urql's Graphcache takes it as `schema`.
 */
export declare const introspection: {
  readonly __schema: {
    readonly queryType: { readonly name: string };
    readonly mutationType: { readonly name: string };
    readonly subscriptionType: { readonly name: string };
    readonly types: readonly IntrospectedType[];
  };
};
