import { Server as SocketServer } from 'socket.io';
import type { AddressMeasure } from '../address-measure.ts';
import { measuredAddress } from '../client-address.ts';
import type { OwnAddress } from '../own-address.ts';
import type { PageServer } from '../rooms/room-lines.ts';
import { HARD_LIMIT_BYTES } from './message-size.ts';

/** Socket.IO as this server wants it: from its own pages only, and sparing with memory. It has still to be attached. */
export function socketServer(
  own: OwnAddress,
  handshakes: AddressMeasure,
  trustedProxies: number,
): PageServer {
  return new SocketServer({
    allowRequest: (request, decide) => {
      if (!own.mayConnect(request))
        return decide('foreign-origin: this connection comes from a page of another site', false);
      void handshakes
        .take(measuredAddress(request, trustedProxies))
        .then((few) => decide(few ? null : 'too-frequent: too many connections from one address', few));
    },
    transports: ['websocket', 'polling'],
    serveClient: false,
    // Signals are short and compressed memory is dear: zlib would keep some 300 kB for each socket.
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: HARD_LIMIT_BYTES,
    connectTimeout: 10_000,
    // A lost connection is noticed within 20 s, and the 30 s of grace begin then.
    pingInterval: 12_000,
    pingTimeout: 8_000,
  });
}
