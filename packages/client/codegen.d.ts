/** Path of the schema, for the `schema` setting of GraphQL Code Generator. */
export declare const schema: string;

/** Settings for its `config`: dates and moments get the types of this package, and results are read-only. */
export declare const config: {
  readonly scalars: {
    readonly ID: string;
    readonly PartialDate: { readonly input: string; readonly output: string };
    readonly DateTime: { readonly input: string; readonly output: string };
    readonly JSON: string;
  };
  readonly strictScalars: true;
  readonly useTypeImports: true;
  readonly immutableTypes: true;
  readonly mergeFragmentTypes: true;
};
