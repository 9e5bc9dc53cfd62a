import { fileURLToPath } from 'node:url';

export const schema = fileURLToPath(new URL('./schema.graphql', import.meta.url));

export const config = {
  scalars: {
    ID: 'string',
    PartialDate: { input: 'string', output: 'allegiance-client#PartialDate' },
    DateTime: { input: 'string', output: 'allegiance-client#DateTime' },
    JSON: 'unknown',
  },
  strictScalars: true,
  useTypeImports: true,
  immutableTypes: true,
  mergeFragmentTypes: true,
};
