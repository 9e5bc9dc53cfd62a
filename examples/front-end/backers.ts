import { request } from './client.ts';
import { BackersOfDocument } from './operations.ts';

/** Who surely backed an actor at a date, one line each, with a quote. */
export async function backersOf(url: string, actor: string, at: string): Promise<string[]> {
  const answer = await request(url, BackersOfDocument, { actor, at });
  return (answer.actor?.backedBy.edges ?? []).map(({ node, relationship: { statement, evidence } }) => {
    const [first] = evidence.nodes;
    return first ? `${statement} (${first.source.title}: ${first.quote})` : `${statement} (${node.slug})`;
  });
}
