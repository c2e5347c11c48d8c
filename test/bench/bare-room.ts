import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server as SocketServer } from 'socket.io';

/** The reference of `bench:join`: two pages, one RTCPeerConnection, and a Socket.IO relay that passes everything on. Nothing less can work. */
export class BareRoom {
  readonly #http: Server;
  readonly #sockets: SocketServer;

  private constructor(http: Server, sockets: SocketServer) {
    this.#http = http;
    this.#sockets = sockets;
  }

  static async open(): Promise<BareRoom> {
    const http = createServer((_request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(page);
    });
    const sockets = new SocketServer(http, { transports: ['websocket'] });
    sockets.on('connection', (socket) =>
      socket.onAny((name: string, ...rest: unknown[]) => socket.broadcast.emit(name, ...rest)),
    );
    await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
    return new BareRoom(http, sockets);
  }

  /** The page of who speaks (it asks for the microphone at once) or of who joins. */
  url(role: 'speaker' | 'joiner'): string {
    // A server that listens on a port has an address of this kind.
    return `http://localhost:${(this.#http.address() as AddressInfo).port}/#${role}`;
  }

  async close(): Promise<void> {
    await this.#sockets.close();
  }
}

const page = `<!doctype html><title>Bare room</title><button disabled>Join</button><script src="/socket.io/socket.io.min.js"></script><script>
const socket = io({ transports: ['websocket'] });
const button = document.querySelector('button');
let connection;
const connect = () => {
  connection?.close();
  connection = new RTCPeerConnection();
  connection.onicecandidate = ({ candidate }) => candidate && socket.emit('candidate', candidate.toJSON());
  connection.ontrack = ({ streams: [stream] }) => { const audio = new Audio(); audio.srcObject = stream; audio.play(); };
};
const waiting = [];
socket.on('candidate', (candidate) => (connection?.remoteDescription ? connection.addIceCandidate(candidate) : waiting.push(candidate)));
const remote = async (description) => {
  await connection.setRemoteDescription(description);
  for (const candidate of waiting.splice(0)) await connection.addIceCandidate(candidate);
};
if (location.hash === '#speaker') {
  navigator.mediaDevices.getUserMedia({ audio: true }).then((stream) => {
    socket.on('join', async () => {
      connect();
      connection.addTrack(stream.getTracks()[0], stream);
      await connection.setLocalDescription();
      socket.emit('offer', connection.localDescription);
    });
    socket.on('answer', remote);
    document.title = 'ready';
  });
} else {
  socket.on('offer', async (offer) => {
    connect();
    await remote(offer);
    await connection.setLocalDescription();
    socket.emit('answer', connection.localDescription);
  });
  button.onclick = () => socket.emit('join');
  socket.on('connect', () => (button.disabled = false));
}
</script>`;
