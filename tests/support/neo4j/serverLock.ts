import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/**
 * A lock between processes: test files run concurrently, and each needs the only database of a server for itself. The first
 * connection holds the lock; it passes to the next when that connection closes, even if its process is killed.
 */
export async function openServerLock(): Promise<{ port: number; close(): void }> {
  const queue: Socket[] = [];
  const server = createServer((socket) => {
    queue.push(socket);
    if (queue[0] === socket) socket.write('locked');
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      const wasHolder = queue[0] === socket;
      queue.splice(queue.indexOf(socket), 1);
      if (wasHolder) queue[0]?.write('locked');
    });
  });
  server.listen(0, '127.0.0.1').unref();
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, close: () => server.close() };
}

/** Waits for the lock. Returns the function that releases it. */
export async function acquireServerLock(port: number): Promise<() => void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'data');
  return () => socket.destroy();
}
