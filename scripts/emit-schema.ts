import { writeFileSync } from 'node:fs';
import { schemaText } from '../src/graph/schema.ts';

// npm run schema: writes the schema to schema/schema.graphql, which clients and tests read.
writeFileSync(new URL('../schema/schema.graphql', import.meta.url), schemaText());
