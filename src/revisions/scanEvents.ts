import { setImmediate as nextTurn } from 'node:timers/promises';
import { FollowedEvents } from '../analysis/events/followedEvents.ts';
import type { ProjectionEvent } from '../analysis/projection/records.ts';
import type { Engine, Row } from '../engine/engine.ts';
import { SCAN_EVENT_COLUMNS, SCAN_EVENT_IDS, SCAN_PROVINCES } from './revisions.cypher.ts';

const IDS_PER_PAGE = 250_000;
/** So few that nobody waits long for one page. */
const EVENTS_PER_PAGE = 1_000;

/** Reads all events from the store. The scan may see parts of revisions that are written meanwhile; their change sets correct it. */
export async function scanEvents(engine: Engine): Promise<FollowedEvents> {
  const events = new FollowedEvents();
  for await (const rows of pages(engine, SCAN_PROVINCES))
    events.add(
      [],
      rows.map(([id]) => id as string),
    );
  for await (const page of pages(engine, SCAN_EVENT_IDS)) {
    const ids = page.map(([id]) => id as string);
    for (let start = 0; start < ids.length; start += EVENTS_PER_PAGE) {
      const rows = await engine.read(SCAN_EVENT_COLUMNS, { ids: ids.slice(start, start + EVENTS_PER_PAGE) });
      events.add(rows.map(eventOf), []);
      await nextTurn();
    }
  }
  await events.orderInTurns();
  return events;
}

function eventOf([id, kind, status, lo, hi, clo, chi, place, best, low, high, participants]: Row): ProjectionEvent {
  const deaths = [best ?? null, low ?? null, high ?? null];
  return { id, kind, status, lo, hi, clo, chi, place: place ?? null, deaths, participants } as unknown as ProjectionEvent;
}

async function* pages(engine: Engine, statement: typeof SCAN_EVENT_IDS): AsyncGenerator<readonly Row[], void> {
  for (let after = ''; ; ) {
    const rows = await engine.read(statement, { after, limit: IDS_PER_PAGE });
    yield rows;
    if (rows.length < IDS_PER_PAGE) return;
    after = rows.at(-1)![0] as string;
  }
}
