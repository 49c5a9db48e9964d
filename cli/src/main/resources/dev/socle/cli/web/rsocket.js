"use strict";
/*
 * A small RSocket client for browsers: request/response and request/stream with demand, over WebSocket.
 *
 * A frame is one binary WebSocket message:
 *
 *   0      4             6
 *   +------+-----+-------+----------------------------------------------+
 *   | stream id  | type  | what the type has: numbers, metadata, data    |
 *   | 31 bits    | 6 bits, then 10 flags                                |
 *   +------------+------------------------------------------------------+
 *
 * Stream 0 is the connection itself. A client numbers its streams 1, 3, 5, ... All numbers are big-endian.
 * The protocol: https://rsocket.io/about/protocol
 */

const TYPE = {
  SETUP: 0x01, KEEPALIVE: 0x03, REQUEST_RESPONSE: 0x04, REQUEST_STREAM: 0x06,
  REQUEST_N: 0x08, CANCEL: 0x09, PAYLOAD: 0x0a, ERROR: 0x0b,
};
const TYPE_NAMES = Object.fromEntries(Object.entries(TYPE).map(([name, code]) => [code, name]));

const METADATA = 0x100; // a frame with metadata in front of its data
const FOLLOWS = 0x80; //   more fragments of this message follow
const RESPOND = 0x80; //   a keep-alive that wants an answer
const COMPLETE = 0x40; //  the stream ends with this payload
const NEXT = 0x20; //      this payload is an item

const KEEP_ALIVE_MILLIS = 20000; //  how often we say that we are there
const LIFETIME_MILLIS = 90000; //    how long either side may be silent
const MESSAGE_BYTES_MAX = 4194304; // of a message that comes in fragments

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Writes numbers and bytes one after another. */
class Writer {
  constructor() { this.bytes = []; }
  number(value, size) {
    for (let shift = (size - 1) * 8; shift >= 0; shift -= 8) this.bytes.push((value >>> shift) & 0xff);
    return this;
  }
  raw(bytes) { for (const b of bytes) this.bytes.push(b); return this; }
  /** Metadata comes with its length in 24 bits, data takes what is left of the frame. */
  payload(metadata, data) { return this.number(metadata.length, 3).raw(metadata).raw(data); }
  done() { return new Uint8Array(this.bytes); }
}

function frame(streamId, type, flags) {
  return new Writer().number(streamId, 4).number((type << 10) | flags, 2);
}

/** Says which service method is meant: composite metadata with one entry, well-known type 0x7e (routing). */
function route(name) {
  const bytes = utf8.encode(name);
  return new Writer().number(0x80 | 0x7e, 1).number(bytes.length + 1, 3).number(bytes.length, 1).raw(bytes).done();
}

function setup() {
  const metadataType = utf8.encode("message/x.rsocket.composite-metadata.v0");
  const dataType = utf8.encode("application/json");
  return frame(0, TYPE.SETUP, 0)
    .number(1, 2).number(0, 2) // version 1.0
    .number(KEEP_ALIVE_MILLIS, 4).number(LIFETIME_MILLIS, 4)
    .number(metadataType.length, 1).raw(metadataType)
    .number(dataType.length, 1).raw(dataType)
    .done();
}

/** Splits a frame into its parts; bodyAt is where the numbers of its type begin. */
function parse(buffer) {
  const view = new DataView(buffer);
  if (view.byteLength < 6) throw new Error(`a frame of ${view.byteLength} bytes (expected: at least 6)`);
  const typeAndFlags = view.getUint16(4);
  return { streamId: view.getUint32(0), type: typeAndFlags >>> 10, flags: typeAndFlags & 0x3ff, view, bodyAt: 6 };
}

/** The data of a payload, without its metadata. */
function dataOf({ view, flags, bodyAt }) {
  let at = bodyAt;
  if (flags & METADATA) {
    if (at + 3 > view.byteLength) throw new Error("metadata without its length");
    at += 3 + ((view.getUint8(at) << 16) | view.getUint16(at + 1));
    if (at > view.byteLength) throw new Error("metadata longer than its frame");
  }
  return new Uint8Array(view.buffer, at);
}

class RSocket {
  /**
   * Connects. onFrame(direction, frame) sees every frame that goes out ("out") or comes in ("in"); onClose(why) is
   * told once when the connection is gone.
   */
  static connect(url, onFrame, onClose) {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      socket.binaryType = "arraybuffer";
      socket.onopen = () => resolve(new RSocket(socket, onFrame, onClose));
      socket.onclose = () => reject(new Error(`nobody answers at ${url}`));
    });
  }

  constructor(socket, onFrame, onClose) {
    this.socket = socket;
    this.onFrame = onFrame;
    this.streams = new Map(); // stream id -> what its frames are told to
    this.nextStreamId = 1;
    this.lastHeard = Date.now();
    this.keepAlive = setInterval(() => this.beat(), KEEP_ALIVE_MILLIS);
    socket.onmessage = (event) => {
      try { this.receive(parse(event.data)); } catch (fault) { this.close(`not understood: ${fault.message}`); }
    };
    socket.onclose = (event) => {
      clearInterval(this.keepAlive);
      const why = this.why || event.reason || `the other side closed the connection (${event.code})`;
      for (const stream of this.streams.values()) stream.onError(new Error(why));
      this.streams.clear();
      onClose(why);
    };
    this.send(setup());
  }

  /** Asks once; the promise holds the answer. */
  requestResponse(routeName, value) {
    return new Promise((resolve, reject) => {
      const id = this.open({ onNext: resolve, onError: reject, onComplete: () => resolve(undefined) });
      this.send(frame(id, TYPE.REQUEST_RESPONSE, METADATA).payload(route(routeName), json(value)).done());
    });
  }

  /**
   * Asks for many; n items may come until request(more) allows more. That is demand: who is asked sends nothing that
   * nobody has asked for, so a slow page is never flooded.
   */
  requestStream(routeName, value, n, { onNext, onError, onComplete }) {
    const id = this.open({ onNext, onError, onComplete });
    this.send(frame(id, TYPE.REQUEST_STREAM, METADATA).number(n, 4).payload(route(routeName), json(value)).done());
    return {
      request: (more) => { if (this.streams.has(id)) this.send(frame(id, TYPE.REQUEST_N, 0).number(more, 4).done()); },
      cancel: () => { if (this.streams.delete(id)) this.send(frame(id, TYPE.CANCEL, 0).done()); },
    };
  }

  close(why) {
    this.why = why;
    this.socket.close(1000);
  }

  // What happens below

  open(stream) {
    const id = this.nextStreamId;
    this.nextStreamId += 2;
    this.streams.set(id, { ...stream, parts: [], bytes: 0 });
    return id;
  }

  send(bytes) {
    if (this.socket.readyState !== WebSocket.OPEN) throw new Error("the connection is closed");
    this.socket.send(bytes);
    this.onFrame("out", parse(bytes.buffer));
  }

  receive(incoming) {
    this.onFrame("in", incoming);
    this.lastHeard = Date.now();
    const { streamId, type, flags, view, bodyAt } = incoming;
    if (type === TYPE.KEEPALIVE) {
      if (flags & RESPOND) { // the same bytes come back, without the wish for an answer
        this.send(frame(0, TYPE.KEEPALIVE, 0).raw(new Uint8Array(view.buffer, bodyAt)).done());
      }
      return;
    }
    const stream = this.streams.get(streamId);
    if (type === TYPE.ERROR) {
      const code = view.getUint32(bodyAt).toString(16).padStart(8, "0");
      const fault = new Error(`0x${code} ${text.decode(new Uint8Array(view.buffer, bodyAt + 4))}`);
      if (streamId === 0) this.close(fault.message);
      else if (stream) { this.streams.delete(streamId); stream.onError(fault); }
    } else if (type === TYPE.PAYLOAD && stream) {
      this.receivePayload(streamId, stream, incoming);
    }
    // Frames of streams that have ended here are on their way for a moment; they count for nothing.
  }

  receivePayload(streamId, stream, incoming) {
    const data = dataOf(incoming);
    stream.parts.push(data);
    stream.bytes += data.length;
    if (stream.bytes > MESSAGE_BYTES_MAX) throw new Error(`a message over ${MESSAGE_BYTES_MAX} bytes`);
    if (incoming.flags & FOLLOWS) return;
    const whole = new Uint8Array(stream.bytes);
    let at = 0;
    for (const part of stream.parts) { whole.set(part, at); at += part.length; }
    stream.parts = [];
    stream.bytes = 0;
    if (incoming.flags & COMPLETE) this.streams.delete(streamId);
    if (incoming.flags & NEXT) stream.onNext(JSON.parse(text.decode(whole)));
    if (incoming.flags & COMPLETE) stream.onComplete();
  }

  beat() {
    if (Date.now() - this.lastHeard > LIFETIME_MILLIS) this.close("the other side was silent for too long");
    else this.send(frame(0, TYPE.KEEPALIVE, RESPOND).number(0, 4).number(0, 4).done()); // position 0: nothing to resume
  }
}

function json(value) { return utf8.encode(JSON.stringify(value)); }
