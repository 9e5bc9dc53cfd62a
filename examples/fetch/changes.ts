import type { Answer } from './request.ts';

/** One message of the subscription: a revision that was written. */
export interface Change {
  readonly revision: number;
  readonly summary: string;
}

const CHANGES = 'subscription ($since: Int) { graphChanged(since: $since) { revision summary } }';

// #region changes
/**
 * The changes after a revision, as server-sent events. After a lost connection it goes on from the last revision that it has seen, so
 * none is missed or repeated. It ends with the signal.
 */
export async function* changesAfter(url: string, revision: number, signal: AbortSignal): AsyncGenerator<Change> {
  let since = revision;
  while (!signal.aborted) {
    try {
      for await (const { event, data } of readEvents(url, since, signal)) {
        if (event !== 'next') continue;
        const answer = JSON.parse(data) as Answer<{ readonly graphChanged: Change }>;
        // An error ends the stream. One of a client that read too slowly says where to go on.
        const [error] = answer.errors ?? [];
        if (error && error.extensions.code !== 'TOO_SLOW') throw new Error(error.message);
        if (!answer.data) break;
        since = answer.data.graphChanged.revision;
        yield answer.data.graphChanged;
      }
    } catch (error) {
      // Lost connections are TypeErrors.
      if (!signal.aborted && !(error instanceof TypeError)) throw error;
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Opens a stream and reads its events: lines `event: …` and `data: …`, and an empty line after each. */
async function* readEvents(url: string, since: number, signal: AbortSignal): AsyncGenerator<{ event: string; data: string }> {
  const response = await fetch(`${url}/stream`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query: CHANGES, variables: { since } }),
    signal,
  });
  // The rate of the caller is used up, or the server is starting: try again later.
  if (response.status === 429 || response.status === 503) {
    const { errors } = (await response.json()) as Answer<never>;
    return await new Promise((resolve) => setTimeout(resolve, (errors?.[0]?.extensions.retryAfter ?? 1) * 1000));
  }
  if (!response.ok || !response.body) throw new Error(`Expected a stream, got status ${response.status}: ${await response.text()}`);
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const fieldOf = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
      yield { event: fieldOf('event'), data: fieldOf('data') };
    }
  }
}
// #endregion
