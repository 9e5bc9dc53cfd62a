import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { ROOT } from '../root.ts';

const SCHEMAS: Readonly<Record<string, object>> = JSON.parse(readFileSync(join(ROOT, 'tests/support/reconcile/schemas.json'), 'utf8'));

/** The validator of the public test bench: the same library, options and schemas. */
const validator = new Ajv({ allErrors: true, strict: false });
formats.default(validator);
for (const [name, schema] of Object.entries(SCHEMAS)) validator.addSchema(schema, `${name}.json`);

/** What the schema of this name finds wrong with a value; empty where it is valid. */
export function schemaErrors(name: string, value: unknown): string[] {
  const validate = validator.getSchema(`${name}.json`);
  if (!validate) throw new Error(`There is no schema ${name}.`);
  return validate(value) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`);
}
