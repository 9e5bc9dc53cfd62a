import { FollowedEvents } from '../analysis/events/followedEvents.ts';
import type { ProjectionEvent } from '../analysis/projection/records.ts';
import type { Engine, Row } from '../engine/engine.ts';
import { SCAN_EVENT_COLUMNS, SCAN_PROVINCES } from './revisions.cypher.ts';

const ROWS_PER_PAGE = 20_000;

/** Reads all events from the store. The scan may see parts of revisions that are written meanwhile; their change sets correct it. */
export async function scanEvents(engine: Engine): Promise<FollowedEvents> {
  const events = new FollowedEvents();
  for await (const rows of pages(engine, SCAN_PROVINCES))
    events.add(
      [],
      rows.map(([id]) => id as string),
    );
  for await (const rows of pages(engine, SCAN_EVENT_COLUMNS)) events.add(rows.map(eventOf), []);
  events.finish();
  return events;
}

function eventOf([id, kind, status, lo, hi, clo, chi, place, best, low, high, participants]: Row): ProjectionEvent {
  const deaths = [best ?? null, low ?? null, high ?? null];
  return { id, kind, status, lo, hi, clo, chi, place: place ?? null, deaths, participants } as unknown as ProjectionEvent;
}

async function* pages(engine: Engine, statement: typeof SCAN_EVENT_COLUMNS): AsyncGenerator<readonly Row[], void> {
  for (let after = ''; ; ) {
    const rows = await engine.read(statement, { after, limit: ROWS_PER_PAGE });
    yield rows;
    if (rows.length < ROWS_PER_PAGE) return;
    after = rows.at(-1)![0] as string;
  }
}
