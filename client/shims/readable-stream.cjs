// simple-peer extends Duplex, but a page only needs its events and an ordered `write`. The real readable-stream costs
// 20 kB gzip and expects Node's `process` and `global`. Differences from Node: `data` carries a Uint8Array, reading
// never pauses, and `write` never asks to wait.
const { EventEmitter } = require('events');

const encoder = new TextEncoder();

/** As in Node's byte streams, a string becomes its UTF-8 bytes, so that listeners get one type. */
function toBytes(chunk) {
  return typeof chunk === 'string' ? encoder.encode(chunk) : chunk;
}

class Duplex extends EventEmitter {
  constructor() {
    super();
    // simple-peer reads these two fields when it is destroyed.
    this._readableState = { ended: false };
    this._writableState = { finished: false };
    this._waiting = [];
    this._writing = false;
  }

  push(chunk) {
    if (this._readableState.ended) return false;
    if (chunk === null) {
      this._readableState.ended = true;
      this.emit('end');
    } else {
      this.emit('data', toBytes(chunk));
    }
    return true;
  }

  write(chunk) {
    if (this._writableState.finished) return false;
    this._waiting.push(toBytes(chunk));
    this._writeNext();
    return true;
  }

  /** One chunk at a time: simple-peer keeps a single callback while it waits for the connection or its buffer. */
  _writeNext() {
    if (this._writing || this._waiting.length === 0) return;
    this._writing = true;
    this._write(this._waiting.shift(), 'buffer', (error) => {
      this._writing = false;
      if (error) this.destroy(error);
      else this._writeNext();
    });
  }

  end() {
    if (this._writableState.finished) return;
    this._writableState.finished = true;
    this.emit('finish');
  }
}

module.exports = { Duplex };
