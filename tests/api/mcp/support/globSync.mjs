import { register } from 'node:module';

/*
 * The conformance suite imports `globSync` of `node:fs`, which Node.js has since release 22, and does not call it for servers. On
 * earlier releases its import of `fs` is answered with that of Node.js and a `globSync` beside it.
 */
const SHIM = "export * from 'node:fs'; export { default } from 'node:fs'; export const globSync = () => [];";

const HOOKS = `export const resolve = (specifier, context, next) =>
  specifier === 'fs' && context.parentURL?.includes('@modelcontextprotocol/conformance')
    ? { url: ${JSON.stringify(`data:text/javascript,${encodeURIComponent(SHIM)}`)}, shortCircuit: true }
    : next(specifier, context);`;

if (Number(process.versions.node.split('.')[0]) < 22) register(`data:text/javascript,${encodeURIComponent(HOOKS)}`);
