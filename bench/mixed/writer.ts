import { entityIdOf, slugOf } from '../powerLawGraph.ts';
import type { ServerProcess } from '../soak/serverProcess.ts';
import { atRate, Client } from './client.ts';

const RELATIONSHIPS = 'mutation ($rows: [RelationshipInput!]!) { recordRelationships(rows: $rows) { revision } }';
const EVENTS = 'mutation ($rows: [EventInput!]!) { upsertEvents(rows: $rows) { revision } }';
const ACTORS = 'mutation ($rows: [ActorInput!]!) { upsertActors(rows: $rows) { revision } }';

/** Writes about made actors. Each write makes a revision. */
export class Writer {
  readonly #client: Client;
  #number = 0;

  constructor(
    server: ServerProcess,
    private readonly actors: number,
  ) {
    this.#client = new Client(server);
  }

  async write(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await this.#one();
  }

  run(rate: number, seconds: number): Promise<void> {
    return atRate(rate, seconds, () => this.#one());
  }

  /** By turns a relationship, what is said of an actor, and an event. */
  async #one(): Promise<void> {
    const number = this.#number++;
    if (number % 3 === 0) await this.#client.send(RELATIONSHIPS, { rows: [madeTie(number, this.actors)] });
    if (number % 3 === 1) {
      const slug = slugOf(number % this.actors);
      const entity = (await this.#client.send('query ($id: ID!) { actor(id: $id) { name kind } }', { id: slug })) as {
        actor: { name: string; kind: string };
      };
      await this.#client.send(ACTORS, { rows: [{ slug, ...entity.actor, description: `As of write ${number}` }] });
    }
    if (number % 3 === 2) {
      const participants = [this.#actor(number), this.#actor(number + 1)].map((actor, index) => ({
        actor,
        role: index === 0 ? 'SIDE_A' : 'SIDE_B',
      }));
      await this.#client.send(EVENTS, {
        rows: [{ key: `mixed:${number}`, kind: 'BATTLE', title: `Made ${number}`, start: '2016-05', participants }],
      });
    }
  }

  #actor(number: number): string {
    return actorOf(number, this.actors);
  }
}

/** The number of actors is how many there are. */
export function madeTie(number: number, actors: number): object {
  const [from, to] = [actorOf(number, actors), actorOf(number * 7 + 1, actors)];
  const key = `made-${number}`;
  return { type: 'OPPOSES', from, to: from === to ? actorOf(number * 7 + 2, actors) : to, key, start: '2016' };
}

function actorOf(number: number, actors: number): string {
  return entityIdOf(number % actors);
}
