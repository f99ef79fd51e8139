// The prompter in a browser: what comes from the station, what is asked of it, and a screen that stays awake.
// Only plain script that browsers of 2021 know; no part comes from anywhere but the station.

import { stationClock } from "/clock.js";
import { giveHands } from "/hands.js";
import { frame, shown_s, state, takeScript, takeState, turn } from "/text.js";
import { trouble } from "/words.js";

var PING_MS = 2000, FIRST_PINGS = 5, FIRST_PING_MS = 150;
var SILENCE_MS = 4000; // the station speaks every second
var RETRY_MS = [300, 600, 1200, 2500, 5000, 8000];

var control = document.body.getAttribute("data-control") === "yes";

// --- The connection ----------------------------------------------------------------------------------------------

var socket = null, failures = 0, heard_ms = 0, pings = 0, pinger = 0;
var refuses = false; // the browser has the page and takes no live connection

function connect() {
  var scheme = window.location.protocol === "https:" ? "wss://" : "ws://";
  var mine = new WebSocket(scheme + window.location.host + "/live");
  socket = mine;
  heard_ms = performance.now();
  mine.onopen = function () {
    pings = 0;
    stationClock.forget();
    ping();
  };
  mine.onmessage = function (event) {
    var back_ms = performance.now();
    if (mine !== socket) { return; }
    heard_ms = back_ms;
    failures = 0;
    refuses = false;
    trouble("");
    var message = JSON.parse(event.data);
    if (message.kind === "pong") {
      stationClock.heard(message.sent_ms, message.now_s, back_ms);
    } else if (message.kind === "script") {
      takeScript(message);
    } else if (message.kind === "state") {
      takeState(message);
    }
  };
  mine.onclose = function () { if (mine === socket) { lost(); } };
}

function ping() {
  window.clearTimeout(pinger);
  if (!socket || socket.readyState !== 1) { return; }
  socket.send(JSON.stringify({ kind: "ping", sent_ms: performance.now() }));
  pings += 1;
  pinger = window.setTimeout(ping, pings < FIRST_PINGS ? FIRST_PING_MS : PING_MS);
}

function ask(message) {
  if (socket && socket.readyState === 1) { socket.send(JSON.stringify(message)); }
}

function lost() {
  var old = socket;
  socket = null;
  if (old) { old.close(); }
  window.clearTimeout(pinger);
  var wait_ms = RETRY_MS[Math.min(failures, RETRY_MS.length - 1)] * (0.8 + 0.4 * Math.random());
  failures += 1;
  if (failures > 1 || state !== null) { trouble(state ? "lost" : refuses ? "refuses" : "connecting"); }
  // A browser does not tell why a live connection failed; the same address asked plainly does.
  window.fetch("/live", { cache: "no-store" }).then(function (answer) {
    if (socket === null && answer.status === 403) { trouble("key"); }
    if (socket === null && answer.status === 503) { trouble("full"); }
    // Safari takes a certificate that nobody vouches for with a page, and not with a live connection.
    refuses = answer.status === 426 && state === null && failures > 2;
    if (socket === null && refuses) { trouble("refuses"); }
  }).catch(function () { return null; });
  window.setTimeout(connect, wait_ms);
}

window.setInterval(function () {
  if (socket && performance.now() - heard_ms > SILENCE_MS) { lost(); }
}, 1000);

// --- A screen that stays awake -----------------------------------------------------------------------------------

function stayAwake() {
  if (navigator.wakeLock && document.visibilityState === "visible") {
    navigator.wakeLock.request("screen").catch(function () { return null; });
  }
}

document.addEventListener("visibilitychange", function () {
  stayAwake();
  if (document.visibilityState === "visible") {
    stationClock.forget(); // some systems stop a page's clock while it sleeps
    pings = 0;
    ping();
  }
});

// For whoever wants to compare: where the text is now, in script time.
window.prompterPage = Object.freeze({ position_s: function () { return shown_s; } });

giveHands(control ? ask : null);
turn();
stayAwake();
connect();
window.requestAnimationFrame(frame);
