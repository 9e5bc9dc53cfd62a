import { writeFileSync } from 'node:fs';
import { schemaText } from '../src/graph/schema.ts';

// The first step of npm run schema: writes the schema to schema/schema.graphql. The others write what is made from it.
writeFileSync(new URL('../schema/schema.graphql', import.meta.url), schemaText());
