import { isNode, LineCounter, parseDocument } from 'yaml';
import { AllegianceError } from '../../model/errors.ts';

/** The path of a value: `rows`, 0, `fields`, `slug`. */
export type YamlPath = readonly (string | number)[];

/** What a file of YAML holds, and the line of the value at a path, or else of the nearest value around it. */
export interface YamlFile {
  readonly value: unknown;
  readonly lineOf: (path: YamlPath) => number | null;
}

/**
 * @param name Name of the file, for errors.
 * @throws BAD_INPUT for text that is not YAML
 */
export function parseYaml(text: string, name: string): YamlFile {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const [syntax] = document.errors;
  if (syntax) throw new AllegianceError('BAD_INPUT', `${name}: ${syntax.message}`);
  const lineOf = (path: YamlPath): number | null => {
    const node = path.length === 0 ? document.contents : document.getIn(path, true);
    if (isNode(node) && node.range) return counter.linePos(node.range[0]).line;
    return path.length === 0 ? null : lineOf(path.slice(0, -1));
  };
  return { value: document.toJS(), lineOf };
}
