import { cypher } from '../engine/cypher.ts';

/** Every token, oldest first. */
export const LIST_TOKENS = cypher(
  'token.list',
  'MATCH (t:Token) RETURN t.hash, t.name, t.role, t.createdAt, t.revokedAt ORDER BY t.createdAt, t.hash LIMIT 10000',
);

/** Adds a token unless an active one has its name; returns no row in that case. */
export const ADD_TOKEN = cypher(
  'token.add',
  `
OPTIONAL MATCH (known:Token {name: $name}) WHERE known.revokedAt IS NULL
WITH count(known) AS taken WHERE taken = 0
CREATE (t:Token {hash: $hash, name: $name, role: $role, createdAt: $createdAt})
RETURN t.hash`,
);

/** Revokes the active tokens with a name; returns their number. */
export const REVOKE_TOKEN = cypher(
  'token.revoke',
  'MATCH (t:Token {name: $name}) WHERE t.revokedAt IS NULL SET t.revokedAt = $at RETURN count(t)',
);
