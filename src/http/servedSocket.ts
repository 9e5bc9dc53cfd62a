import { WebSocket } from 'ws';

type Sent = Parameters<WebSocket['send']>[0];

/** A WebSocket of the server. What cannot be sent any more is no error: whoever hung up hears nothing, and its close says so. */
export class ServedSocket extends WebSocket {
  override send(data: Sent, ...rest: unknown[]): void {
    const done = rest.at(-1);
    super.send(data, () => {
      if (typeof done === 'function') done();
    });
  }
}
