// simple-peer only wraps an incoming ArrayBuffer: bytes are bytes without Node's Buffer.
module.exports = { Buffer: { from: (arrayBuffer) => new Uint8Array(arrayBuffer) } };
