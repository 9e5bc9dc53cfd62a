import { writeFileSync } from 'node:fs';
import { schemaText } from '../src/graph/schema.ts';

// npm run schema: writes the emitted schema where clients and the tests read it.
writeFileSync(new URL('../schema/schema.graphql', import.meta.url), schemaText());
