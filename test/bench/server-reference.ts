import { createServer } from 'node:http';
import { Server } from 'socket.io';

/** The reference of `bench:server`: Socket.IO with rooms and acknowledgements, which stores and checks nothing. Prints when it listens. */
const http = createServer((_request, response) => response.end('ok'));
const sockets = new Server(http, { transports: ['websocket'] });
sockets.on('connection', (socket) => {
  socket.on('enter', async ({ room }: { room: string }, acknowledge: (answer: unknown) => void) => {
    await socket.join(room);
    socket.on('command', (command: unknown, answered: (answer: unknown) => void) => {
      sockets.to(room).emit('audience', command);
      answered({ ok: true, value: null });
    });
    acknowledge({ ok: true, value: { you: socket.id } });
  });
});
http.listen(Number(process.env['PORT']), '127.0.0.1');
