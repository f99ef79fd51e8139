// What hands do at the page: its looks, which are its own, and where it may, the text, which is everybody's.
// The keys are those of the speaker's terminal, wherever a layout has its letters; clickers send some of them.

import { clamp } from "/clock.js";
import { lineAway, own, turn } from "/text.js";
import { part, texts } from "/words.js";

var TOOLS_MS = 5000;
var REPEAT_MS = 100; // a key that is held down asks no oftener: the station takes 20 messages a second

var MOVES = {
  " ": "toggle", F5: "toggle", KeyB: "toggle", Period: "toggle", b: "toggle", ".": "toggle",
  Escape: "hold", KeyZ: "again", z: "again",
  PageUp: "stage_back", PageDown: "stage_on", Home: "rewind",
  ArrowLeft: "slower", ArrowRight: "faster", Minus: "slower", Equal: "faster", "-": "slower", "+": "faster"
};
var LINES = { ArrowUp: -1, ArrowDown: 1 };
var REPEATED = ["slower", "faster"];
var SIZES = { KeyJ: 1 / 1.1, KeyK: 1.1, F2: 1 / 1.1, F3: 1.1, "-": 1 / 1.1, "+": 1.1, "=": 1.1 };

// --- Its looks ---------------------------------------------------------------------------------------------------

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

// --- Its buttons -------------------------------------------------------------------------------------------------

var toolsTimer = 0;

function showTools() {
  part("tools").className = "shown";
  window.clearTimeout(toolsTimer);
  toolsTimer = window.setTimeout(function () { part("tools").className = ""; }, TOOLS_MS);
}

function button(id, act) {
  part(id).title = texts[id];
  part(id).setAttribute("aria-label", texts[id]);
  part(id).addEventListener("click", function () {
    act();
    showTools();
    part(id).blur(); // the space bar is the text's
  });
}

function looks() {
  button("smaller", function () { resize(own.scale / 1.1); });
  button("larger", function () { resize(own.scale * 1.1); });
  button("mirror", function () { own.mirror = !own.mirror; turn(); remember(); });
  button("flip", function () { own.flip = !own.flip; turn(); remember(); });
  button("screen", function () {
    if (document.fullscreenElement) { document.exitFullscreen(); } else { document.documentElement.requestFullscreen(); }
  });
  part("screen").hidden = !document.documentElement.requestFullscreen;
}

// --- Fingers and keys --------------------------------------------------------------------------------------------

var pinch = null, repeated_ms = 0;

function apart(touches) {
  return Math.hypot(touches[0].clientX - touches[1].clientX, touches[0].clientY - touches[1].clientY);
}

function pinches() {
  document.addEventListener("touchstart", function (event) {
    pinch = event.touches.length === 2 ? { apart: apart(event.touches), scale: own.scale } : null;
  });
  document.addEventListener("touchmove", function (event) {
    if (pinch && event.touches.length === 2 && pinch.apart > 0) {
      resize(pinch.scale * apart(event.touches) / pinch.apart);
    }
  });
  document.addEventListener("gesturestart", function (event) { event.preventDefault(); });
}

// By the key's place first, which every layout shares; a clicker or a screen keyboard may only tell the sign.
function named(table, event) {
  return table[event.code] !== undefined ? table[event.code] : table[event.key];
}

function isTooSoon(event) {
  if (event.repeat && event.timeStamp - repeated_ms < REPEAT_MS) { return true; }
  repeated_ms = event.timeStamp;
  return false;
}

function keys(ask) {
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) { return; }
    var does = ask ? named(MOVES, event) : undefined, lines = ask ? named(LINES, event) : undefined;
    var size = named(SIZES, event);
    if (does === undefined && lines === undefined && size === undefined) { return; }
    event.preventDefault(); // F5 of a clicker would load the page anew
    if (does !== undefined) {
      if (!event.repeat || (REPEATED.indexOf(does) >= 0 && !isTooSoon(event))) { ask({ kind: "press", does: does }); }
    } else if (lines !== undefined) {
      if (!isTooSoon(event)) { ask({ kind: "line", by_s: lineAway(lines) }); }
    } else {
      resize(own.scale * size);
    }
  });
}

// `ask` sends a wish to the station; null where the page only shows.
export function giveHands(ask) {
  recall();
  looks();
  pinches();
  keys(ask);
  part("moves").hidden = part("more").hidden = !ask;
  if (!ask) {
    document.addEventListener("pointerdown", showTools);
    return;
  }
  ["toggle", "again", "slower", "faster", "stage_back", "stage_on"].forEach(function (does) {
    button(does, function () { ask({ kind: "press", does: does }); });
  });
  button("more", showTools);
  part("tools").addEventListener("pointerdown", showTools);
  part("glass").addEventListener("click", function () { ask({ kind: "press", does: "toggle" }); });
}
