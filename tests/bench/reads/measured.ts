import { deepStrictEqual } from 'node:assert';
import { table } from '../times.ts';
import { cpuOf } from './cpu.ts';
import { Load } from './load.ts';
import type { ReadShape } from './shapes.ts';
import type { Way } from './ways.ts';

export interface Timing {
  /** Of each measurement. */
  readonly seconds: number;
  readonly rounds: number;
  /** Before the measurements, to let Java and V8 compile. */
  readonly warm: number;
}

const CONNECTIONS = [1, 10] as const;
/** Our servers that are compared with the others. */
const OURS = ['ours', 'ours, repeated'];
/** Milliseconds after which a server is left out for this shape. */
const PATIENCE = 30_000;

interface Cell {
  answered: number;
  seconds: number;
  /** CPU milliseconds of the server process, and of Neo4j. */
  own: number;
  store: number;
}

/** Measures each server with each shape, in turn. */
export class Measured {
  readonly #rows: { shape: ReadShape; cells: Map<string, Cell> }[] = [];

  constructor(
    private readonly ways: readonly Way[],
    private readonly store: number,
    private readonly timing: Timing,
  ) {}

  async measure(shape: ReadShape, number: number): Promise<void> {
    const cells = new Map<string, Cell>();
    this.#rows.push({ shape, cells });
    let able = await this.#able(shape, number);
    const turns = async (connections: number, seconds: number, take: (way: Way, cell: Cell) => void) => {
      for (const way of able.filter(({ most }) => connections <= most)) {
        const cell = await this.#turn(way, shape, number, connections, seconds).catch((error: Error) => error);
        if (!(cell instanceof Error)) take(way, cell);
        else {
          console.log(`${shape.title}: ${way.title} failed with ${connections} connections: ${cell.message.slice(0, 300)}`);
          able = able.filter((other) => other !== way);
        }
      }
    };
    await turns(10, this.timing.warm, () => undefined);
    await turns(1, this.timing.warm / 5, () => undefined);
    for (let round = 0; round < this.timing.rounds; round++) {
      for (const connections of CONNECTIONS) {
        await turns(connections, this.timing.seconds, (way, cell) => {
          const key = `${way.title} ${connections}`;
          cells.set(key, add(cells.get(key), cell));
        });
      }
    }
    console.log(`${shape.title}: measured`);
  }

  /** The servers that respond in time; asserts that their answers are equal. */
  async #able(shape: ReadShape, number: number): Promise<Way[]> {
    const able: Way[] = [];
    let expected: unknown[] = [];
    for (const way of this.ways) {
      if (way.gaveUp(shape)) continue;
      const answers = await answersOf(way, shape, number);
      if (answers.length === 0) console.log(`${shape.title}: ${way.title} did not respond within ${PATIENCE / 1000} s`);
      if (expected.length === 0) expected = answers;
      deepStrictEqual(answers, expected.slice(0, answers.length), `${shape.title}: ${way.title} returns another answer`);
      if (answers.length > 0) able.push(way);
    }
    return able;
  }

  async #turn(way: Way, shape: ReadShape, number: number, connections: number, seconds: number): Promise<Cell> {
    const load = new Load(way.port);
    let next = 0;
    const asked = () => way.request(shape, number, shape.subjects[next++ % shape.subjects.length]!);
    const [own, store, start] = [cpuOf(way.pid), cpuOf(this.store), performance.now()];
    const answered = await load.run(asked, connections, seconds * 1000);
    load.close();
    const passed = (performance.now() - start) / 1000;
    return { answered, seconds: passed, own: cpuOf(way.pid) - own, store: cpuOf(this.store) - store };
  }

  table(): string {
    const titles = this.ways.map(({ title }) => title);
    const floors = ['rival, one type', 'rival, interface', 'floor'];
    const sections = [
      ['requests per second, 1 connection', 1, (cell: Cell) => cell.answered / cell.seconds],
      ['requests per second, 10 connections', 10, (cell: Cell) => cell.answered / cell.seconds],
      ['CPU per request, ms, server + Neo4j (at 10 connections, else 1)', 10, cpu],
    ] as const;
    return sections
      .map(([title, connections, figure]) => {
        const ratios = OURS.flatMap((our) => floors.map((other) => [our, other] as const)).filter((pair) =>
          pair.every((one) => titles.includes(one)),
        );
        const head = [title, ...titles, ...ratios.map(([our, other]) => (figure === cpu ? `${other} ÷ ${our}` : `${our} ÷ ${other}`))];
        const rows = this.#rows.map(({ shape, cells }) => {
          const of = (way: string) => cells.get(`${way} ${connections}`) ?? (figure === cpu ? cells.get(`${way} 1`) : undefined);
          const shown = titles.map((way) => show(of(way), figure));
          const ratio = ([our, other]: readonly [string, string]) => {
            const [ours, theirs] = [of(our), of(other)];
            if (!ours || !theirs) return '–';
            return (figure === cpu ? cpu(theirs) / cpu(ours) : figure(ours) / figure(theirs)).toFixed(2);
          };
          return [shape.title, ...shown, ...ratios.map(ratio)];
        });
        return table(head, rows);
      })
      .join('\n\n');
  }
}

/** The answers to all requests of a shape, or to those within the timeout. */
async function answersOf(way: Way, shape: ReadShape, number: number): Promise<unknown[]> {
  const over = performance.now() + PATIENCE;
  const answers: unknown[] = [];
  const load = new Load(way.port);
  for (const subject of shape.subjects) {
    const { path, body } = way.request(shape, number, subject);
    const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), over - performance.now()).unref());
    const bytes = await Promise.race([load.post(path, body).catch(() => null), late]);
    if (bytes === null) break;
    const { data, errors } = JSON.parse(bytes.toString());
    if (errors) throw new Error(`${way.title}: ${JSON.stringify(errors)}`);
    answers.push(way.answer(shape, data as never));
  }
  load.close();
  return answers;
}

function cpu({ own, store, answered }: Cell): number {
  return (own + store) / answered;
}

function show(cell: Cell | undefined, figure: (cell: Cell) => number): string {
  if (!cell) return '–';
  if (figure !== cpu) return figure(cell).toFixed(0);
  return `${cpu(cell).toFixed(2)} (${(cell.own / cell.answered).toFixed(2)} + ${(cell.store / cell.answered).toFixed(2)})`;
}

function add(sum: Cell | undefined, { answered, seconds, own, store }: Cell): Cell {
  if (!sum) return { answered, seconds, own, store };
  return { answered: sum.answered + answered, seconds: sum.seconds + seconds, own: sum.own + own, store: sum.store + store };
}
