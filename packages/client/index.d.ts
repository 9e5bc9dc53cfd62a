export * from './introspection.js';
export * from './partialDate.js';
export * from './questions.js';
export * from './schema.js';
