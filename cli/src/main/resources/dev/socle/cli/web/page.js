"use strict";
/* What the page does with rsocket.js: two forms, and a table of the frames that went over the wire. */

const STREAM_ITEMS = 200;
const AT_A_TIME = 5;
const PACE_MILLIS = 120; // how long this page takes for an item, so that demand is to be seen
const ROWS_MAX = 200;

const element = (id) => document.getElementById(id);
let connection = null;
let stream = null;

/** The printable part of what a frame holds after its head. */
function preview({ view, bodyAt }) {
  const printable = text.decode(new Uint8Array(view.buffer, bodyAt)).replace(/[^\x20-\x7e\u00a0-\ufffc]+/g, "·");
  return printable.length > 90 ? `${printable.slice(0, 90)}…` : printable;
}

function showFrame(direction, frame) {
  const row = document.createElement("tr");
  row.className = direction;
  const type = TYPE_NAMES[frame.type] || `type ${frame.type}`;
  for (const cell of [direction === "out" ? "→ out" : "← in", type, frame.streamId, frame.view.byteLength, preview(frame)]) {
    row.insertCell().textContent = cell;
  }
  element("frames").prepend(row);
  if (element("frames").rows.length > ROWS_MAX) element("frames").deleteRow(-1);
}

function showState(state, sentence) {
  element("state").dataset.state = state;
  element("state").textContent = sentence;
}

element("greet").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const answer = await connection.requestResponse("greeter.greet", { name: element("name").value });
    element("answer").textContent = answer.text;
  } catch (fault) {
    element("answer").textContent = `Failed: ${fault.message}`;
  }
});

/** A stream that this page reads at its own pace: it asks for more only when it has shown what came. */
class PacedStream {
  constructor() {
    this.waiting = [];
    this.shown = 0;
    this.isPaused = false;
    this.isOver = false;
    element("items").replaceChildren();
    this.subscription = connection.requestStream(
      "greeter.greetMany", { name: element("name").value, count: STREAM_ITEMS }, AT_A_TIME, {
        onNext: (item) => this.waiting.push(item),
        onError: (fault) => this.end(`failed: ${fault.message}`),
        onComplete: () => { this.isOver = true; },
      });
    this.timer = setInterval(() => this.showOne(), PACE_MILLIS);
  }
  showOne() {
    if (this.isPaused) return;
    const item = this.waiting.shift();
    if (item === undefined) {
      if (this.isOver) this.end("complete");
      return;
    }
    const line = document.createElement("li");
    line.textContent = item.text;
    element("items").prepend(line);
    this.shown++;
    element("count").textContent = `${this.shown} items`;
    if (this.shown % AT_A_TIME === 0) this.subscription.request(AT_A_TIME);
  }
  pause() {
    this.isPaused = !this.isPaused;
    element("pause").textContent = this.isPaused ? "Resume" : "Pause";
  }
  end(how) {
    clearInterval(this.timer);
    element("count").textContent = `${this.shown} items, ${how}`;
    buttons(false);
  }
}

function buttons(isRunning) {
  element("ask").disabled = connection === null;
  element("start").disabled = isRunning || connection === null;
  element("pause").disabled = !isRunning;
  element("pause").textContent = "Pause";
  element("cancel").disabled = !isRunning;
}

element("start").addEventListener("click", () => { stream = new PacedStream(); buttons(true); });
element("pause").addEventListener("click", () => stream.pause());
element("cancel").addEventListener("click", () => { stream.subscription.cancel(); stream.end("cancelled"); });

async function begin() {
  const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}${document.body.dataset.path}`;
  try {
    connection = await RSocket.connect(url, showFrame, (why) => {
      connection = null;
      buttons(false);
      showState("closed", `closed: ${why}. Reload the page to connect again.`);
    });
    showState("open", `connected to ${url}`);
    buttons(false);
    // "#demo" in the address uses both forms at once, for a look without a hand at the mouse.
    if (location.hash === "#demo") { element("greet").requestSubmit(); element("start").click(); }
  } catch (fault) {
    showState("closed", fault.message);
  }
}

begin();
