import { type Answer, fetchAndWait } from './request.ts';

/** One message of the subscription: a revision that was written. */
export interface Change {
  readonly revision: number;
  readonly summary: string;
}

// #region changes
/**
 * The changes after a revision, as server-sent events. After a lost connection, or a restart of the server, it goes on after the last
 * event that it has seen, so none is missed or repeated. It ends with the signal.
 */
export async function* changesAfter(url: string, revision: number, signal: AbortSignal): AsyncGenerator<Change> {
  let lastEventId = String(revision);
  while (!signal.aborted) {
    try {
      for await (const { id, event, data } of readEvents(url, lastEventId, signal)) {
        if (id) lastEventId = id;
        if (event !== 'next') continue;
        const answer = JSON.parse(data) as Answer<{ readonly graphChanged: Change }>;
        // A client that read too slowly goes on like after a lost connection. Other errors end the subscription.
        const [error] = answer.errors ?? [];
        if (error && error.extensions.code !== 'TOO_SLOW') throw new Error(error.message);
        if (answer.data) yield answer.data.graphChanged;
      }
    } catch (error) {
      // Lost connections are TypeErrors.
      if (!signal.aborted && !(error instanceof TypeError)) throw error;
    }
    if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

/** Opens a stream after an event and reads it: lines `id: …`, `event: …` and `data: …`, and an empty line after each event. */
async function* readEvents(url: string, lastEventId: string, signal: AbortSignal) {
  const response = await fetchAndWait(`${url}/stream`, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json', 'last-event-id': lastEventId },
    body: JSON.stringify({ query: 'subscription { graphChanged { revision summary } }' }),
    signal,
  });
  // While the server starts or stops.
  if (response.status === 503) return;
  if (!response.ok || !response.body) throw new Error(`Expected a stream, got status ${response.status}: ${await response.text()}`);
  let text = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const blocks = text.split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) {
      const fieldOf = (name: string) => new RegExp(`^${name}: ?(.*)$`, 'm').exec(block)?.[1] ?? '';
      yield { id: fieldOf('id'), event: fieldOf('event'), data: fieldOf('data') };
    }
  }
}
// #endregion
