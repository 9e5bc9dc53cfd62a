/** Cypher that would change the graph if a text became part of a statement; detected by `Pwned` and `pwned`. */
const HARM = 'MATCH (n) SET n.pwned = true CREATE (:Pwned) DETACH DELETE n';

/** Texts that end a string, a name or a comment in Cypher, or have a meaning elsewhere, by title. */
export const HOSTILE: Readonly<Record<string, string>> = {
  'a single quote': `x' ${HARM} //`,
  'quotes and brackets': `'}) ${HARM} //`,
  'a double quote': `"}) ${HARM} //`,
  'a backtick': `x\`) ${HARM} //`,
  'an escaped backtick': `x\\u0060) ${HARM} //`,
  'an escaped quote': `x\\u0027 ${HARM} //`,
  'a comment': `*/ ${HARM} /*`,
  'a line of its own': `x\n${HARM}\n//`,
  'a return and a line of its own': `x\r\n${HARM}\r\n//`,
  'a line separator': `x\u2028${HARM}\u2029`,
  NUL: `x\0${HARM}`,
  'half a character': 'x\ud800',
  'a parameter': '$name',
  'parts of a template': `\${x} {{x}} %s {id: $id}`,
  'a backslash at the end': 'x\\',
  'an external identifier': `ucdp:' OR 1=1 ${HARM} //`,
  'a wildcard': '*',
  'a prototype': '__proto__',
  'a constructor': 'constructor',
  'the method of every object': 'toString',
  nothing: '',
  'a number': '1e309',
};

/** Longer than a string constant of Java class files, an index key, and any valid input. */
export const LONG = "'`".repeat(32_768).slice(1);
