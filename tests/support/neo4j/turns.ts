import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * Test files run side by side, and each wants a server's one database to itself. Whoever connected first has the turn; it
 * passes on when that connection ends, which it does even when the test process is killed.
 */
export async function openTurns(): Promise<{ port: number; close(): void }> {
  const queue: Socket[] = [];
  const server = createServer((socket) => {
    queue.push(socket);
    if (queue[0] === socket) socket.write('your turn');
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      const had = queue[0] === socket;
      queue.splice(queue.indexOf(socket), 1);
      if (had) queue[0]?.write('your turn');
    });
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** Waits for the turn; the function that it answers passes it on. */
export async function takeTurn(port: number): Promise<() => void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'data');
  return () => socket.destroy();
}
