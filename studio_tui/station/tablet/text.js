// The text on the screen: the script in the lines that the browser makes of it, at the place that the clock says.

import { clamp, lastWhere, positionAt, stationClock } from "/clock.js";
import { breathLeft, takeFacts, tell } from "/facts.js";
import { part, texts, write } from "/words.js";

var LINGER = 0.6; // 0 moves the text evenly, 1 brings it to a stand while a line's middle words are read
var MOST_LINE_S = 60; // the station goes no further at once
var BACKWARD_S = 0.5; // a hold reaches the page late; the text then waits instead of running back

// --- The script in lines -----------------------------------------------------------------------------------------

var script = null; // as the station sent it
var spans = [], lines = [], timed = []; // timed: places of those lines that take time
var reading = -1;
var marks = null, marked = ""; // their place in the page, and what they were made of

export function takeScript(message) {
  script = message;
  takeFacts(message);
  shown_s = 0;
  clockKey = "";
  var holder = part("script");
  holder.textContent = "";
  holder.lang = message.language;
  spans = [];
  var section = null, paragraph = null, stage = -1;
  message.words.forEach(function (word) {
    if (word[2] !== stage) {
      stage = word[2];
      section = holder.appendChild(document.createElement("section"));
      section.setAttribute("data-stage", String(stage + 1));
      paragraph = null;
    }
    if (paragraph === null) { paragraph = section.appendChild(document.createElement("p")); }
    var span = document.createElement("span");
    span.textContent = word[0];
    span.className = word[1] + " next";
    paragraph.appendChild(span);
    paragraph.appendChild(document.createTextNode(" "));
    spans.push(span);
    if (word[5]) { paragraph = null; }
  });
  marks = holder.appendChild(document.createElement("div"));
  marks.id = "marks";
  laidOut = ""; // once it is seen: what is hidden has no lines
}

// Groups the words into the lines that the browser has made of them.
function layOut() {
  lines = [];
  timed = [];
  reading = -1;
  var size_px = letters_px();
  part("script").style.fontSize = size_px + "px";
  var words = script.words, line = null;
  spans.forEach(function (span, at) {
    var top = span.offsetTop;
    if (line === null || top > line.top + size_px * 0.4) {
      line = { first: at, top: top, bottom: top + span.offsetHeight, start_s: words[at][3], end_s: 0 };
      lines.push(line);
    }
    line.bottom = Math.max(line.bottom, top + span.offsetHeight);
  });
  lines.forEach(function (each, at) {
    each.start_s = at ? each.start_s : 0;
    each.end_s = at + 1 < lines.length ? words[lines[at + 1].first][3] : script.length_s;
    each.end = at + 1 < lines.length ? lines[at + 1].first : words.length;
    each.middle = (each.top + each.bottom) / 2;
    if (each.end_s > each.start_s) { timed.push(at); }
  });
  part("band").style.height = Math.round(size_px * 1.25) + "px";
  marked = "";
}

// A diamond in the margin of each line that has a mark.
function mark() {
  var key = JSON.stringify(state.markers_s);
  if (key === marked) { return; }
  marked = key;
  marks.textContent = "";
  state.markers_s.forEach(function (at_s) {
    var line = lines[placeAt(at_s).line];
    var sign = marks.appendChild(document.createElement("i"));
    sign.textContent = "◆";
    sign.style.top = line.middle + "px";
  });
}

// Seconds of script time from where the text is to the beginning of another of those lines that take time.
export function lineAway(step) {
  if (!timed.length) { return 0; }
  var at = lastWhere(timed.length, function (each) { return lines[timed[each]].start_s <= shown_s; }) + step;
  var to_s = at < timed.length ? lines[timed[Math.max(0, at)]].start_s : script.length_s;
  return clamp(to_s - shown_s, -MOST_LINE_S, MOST_LINE_S);
}

// The line being read and how much of its time has passed.
function placeAt(position_s) {
  var index = Math.max(0, lastWhere(lines.length, function (at) { return lines[at].start_s <= position_s; }));
  if (position_s >= script.length_s) {
    while (index > 0 && lines[index].end_s <= lines[index].start_s) { index -= 1; }
  }
  var span_s = lines[index].end_s - lines[index].start_s;
  return { line: index, share: span_s > 0 ? clamp((position_s - lines[index].start_s) / span_s, 0, 1) : 0 };
}

// Where a place is on the scroll: a line's middle at half of its time, half-way between two lines when one gives
// way to the other. It never runs back.
function scrollAt(place) {
  if (!timed.length) { return 0; }
  var at = Math.max(0, lastWhere(timed.length, function (each) { return timed[each] <= place.line; }));
  function middle(each) { return lines[timed[clamp(each, 0, timed.length - 1)]].middle; }
  var eased = place.share + LINGER * Math.sin(2 * Math.PI * place.share) / (2 * Math.PI);
  var neighbour = middle(place.share < 0.5 ? at - 1 : at + 1);
  return middle(at) + Math.abs(eased - 0.5) * (neighbour - middle(at));
}

function tint(from, to, tone) {
  for (var at = from; at < to; at += 1) { spans[at].className = script.words[at][1] + " " + tone; }
}

function read(line) {
  if (line === reading) { return; }
  var was = reading;
  reading = line;
  if (line === was + 1 && was >= 0) {
    tint(lines[was].first, lines[was].end, "past");
  } else {
    tint(0, lines[line].first, "past");
    tint(lines[line].end, spans.length, "next");
  }
  tint(lines[line].first, lines[line].end, "now");
}

// --- What is shown -----------------------------------------------------------------------------------------------

export var state = null; // as the station sent it
export var shown_s = 0;
var clockKey = "", facts_ms = 0;
export var own = { scale: 1, mirror: false, flip: false };

export function takeState(message) {
  state = message;
  turn();
  facts_ms = 0;
}

var laidOut = "";

// Lays out again when the window or the letters have changed; times stay as they are.
function keepLaidOut() {
  var key = [window.innerWidth, window.innerHeight, own.scale, state.letter_rows].join();
  if (key !== laidOut) {
    laidOut = key;
    layOut();
  }
}

function letters_px() {
  var rows = window.innerHeight * 0.105 * state.letter_rows / 6;
  // A tablet that stands upright still has some fourteen letters on a line.
  return Math.round(clamp(Math.min(rows, window.innerWidth / 9.3) * own.scale, 16, window.innerWidth / 4));
}

export function turn() {
  var across = Boolean(state && state.mirror) !== own.mirror, over = Boolean(state && state.flip) !== own.flip;
  part("glass").style.transform = "scale(" + (across ? -1 : 1) + ", " + (over ? -1 : 1) + ")";
  part("mirror").setAttribute("aria-pressed", String(own.mirror));
  part("flip").setAttribute("aria-pressed", String(own.flip));
}

export function frame(local_ms) {
  window.requestAnimationFrame(frame);
  var now_s = stationClock.at(local_ms);
  var ready = state !== null && script !== null && script.script_id === state.script_id && now_s !== null;
  part("band").hidden = !ready || !spans.length;
  part("script").hidden = part("band").hidden;
  var none = state !== null && state.script_id === 0;
  part("empty").hidden = !none && state !== null;
  if (!part("empty").hidden) { write("empty", none ? texts.no_script : texts.connecting); }
  if (ready && spans.length) { show(now_s, local_ms); }
}

function show(now_s, local_ms) {
  keepLaidOut();
  mark();
  var position_s = positionAt(state.clock, now_s);
  var key = JSON.stringify(state.clock);
  // By one clock the text never runs back; nor for the little by which word of a change came late.
  if (position_s < shown_s && (key === clockKey || shown_s - position_s < BACKWARD_S)) { position_s = shown_s; }
  clockKey = key;
  shown_s = position_s;
  var place = placeAt(position_s);
  read(place.line);
  var focus_px = state.focus * part("view").clientHeight;
  part("script").style.transform = "translate3d(0, " + (focus_px - scrollAt(place)).toFixed(2) + "px, 0)";
  part("band").style.transform = "translate3d(0, " + Math.round(focus_px - part("band").clientHeight / 2) + "px, 0)";
  var breath = breathLeft(position_s);
  part("band").className = breath > 0 ? "breathes" : "";
  part("band").style.setProperty("--breath", breath.toFixed(3));
  var count_s = state.clock.running ? Math.max(0, state.clock.anchor_s - now_s) : 0;
  part("count").hidden = count_s <= 0;
  if (count_s > 0) { write("count", String(Math.ceil(count_s))); }
  if (local_ms - facts_ms > 200) {
    facts_ms = local_ms;
    tell(state, position_s, now_s);
  }
}
