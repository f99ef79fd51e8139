// The prompter in a browser: what comes from the station, what hands do, and a screen that stays awake.
// Only plain script that browsers of 2021 know; no part comes from anywhere but the station.

import { clamp, stationClock } from "/clock.js";
import { frame, own, part, shown_s, state, takeScript, takeState, texts, trouble, turn } from "/text.js";

var PING_MS = 2000, FIRST_PINGS = 5, FIRST_PING_MS = 150;
var SILENCE_MS = 4000; // the station speaks every second
var RETRY_MS = [300, 600, 1200, 2500, 5000, 8000];
var TOOLS_MS = 5000;

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

// --- The hands ---------------------------------------------------------------------------------------------------

var toolsTimer = 0, pinch = null;

function remember() {
  try { window.localStorage.setItem("own", JSON.stringify(own)); } catch (problem) { /* private window */ }
}

function recall() {
  try {
    var kept = JSON.parse(window.localStorage.getItem("own"));
    if (kept && kept.scale > 0) {
      own.scale = clamp(kept.scale, 0.3, 4);
      own.mirror = kept.mirror === true;
      own.flip = kept.flip === true;
    }
  } catch (problem) { /* as before */ }
}

function resize(scale) {
  own.scale = clamp(scale, 0.3, 4);
  remember();
}

function showTools() {
  part("tools").className = "shown";
  window.clearTimeout(toolsTimer);
  toolsTimer = window.setTimeout(function () { part("tools").className = ""; }, TOOLS_MS);
}

function toggle() {
  if (control && socket && socket.readyState === 1) { socket.send(JSON.stringify({ kind: "toggle" })); }
}

function apart(touches) {
  return Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
}

function button(id, act) {
  part(id).title = texts[id];
  part(id).setAttribute("aria-label", texts[id]);
  part(id).addEventListener("click", function () {
    act();
    showTools();
    part(id).blur();
  });
}

button("smaller", function () { resize(own.scale / 1.1); });
button("larger", function () { resize(own.scale * 1.1); });
button("mirror", function () { own.mirror = !own.mirror; turn(); remember(); });
button("flip", function () { own.flip = !own.flip; turn(); remember(); });
button("screen", function () {
  if (document.fullscreenElement) { document.exitFullscreen(); } else { document.documentElement.requestFullscreen(); }
});
part("screen").hidden = !document.documentElement.requestFullscreen;

part("glass").addEventListener("click", toggle);
document.addEventListener("pointerdown", showTools);
document.addEventListener("keydown", function (event) {
  if (event.key === " " && !event.repeat) { toggle(); }
  if (event.key === "+" || event.key === "=") { resize(own.scale * 1.1); }
  if (event.key === "-") { resize(own.scale / 1.1); }
});
document.addEventListener("touchstart", function (event) {
  pinch = event.touches.length === 2 ? { apart: apart(event.touches), scale: own.scale } : null;
});
document.addEventListener("touchmove", function (event) {
  if (pinch && event.touches.length === 2 && pinch.apart > 0) {
    resize(pinch.scale * apart(event.touches) / pinch.apart);
  }
});
document.addEventListener("gesturestart", function (event) { event.preventDefault(); });

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

recall();
turn();
stayAwake();
connect();
window.requestAnimationFrame(frame);
