// The lines above and below the text: what comes next, what the text does, time and pace. Quiet on purpose.

import { REFERENCE_WPM, clamp, lastWhere } from "/clock.js";
import { duration, part, say, texts, write } from "/words.js";

var GAUGE_WPM = [100, 230]; // the pace gauge shows rates from here to there, as on the speaker's terminal
var DECIMAL_SIGN = document.documentElement.lang === "en" ? "." : ",";

var script = null, cues = []; // {at_s, text}, in the order of time
var marked = ""; // what the track's signs were made of

export function takeFacts(message) {
  script = message;
  marked = "";
  cues = message.words.filter(function (word) { return word[1] === "cue"; }).map(function (word) {
    return { at_s: word[3], text: word[0] };
  });
}

// How much of the breath between two stages is left; 0 while none is taken.
export function breathLeft(position_s) {
  var breaths = script.breaths_s;
  var at = lastWhere(breaths.length, function (each) { return breaths[each][0] <= position_s; });
  if (at < 0 || position_s >= breaths[at][1]) { return 0; }
  return (breaths[at][1] - position_s) / (breaths[at][1] - breaths[at][0]);
}

export function tell(state, position_s, now_s) {
  var count_s = state.clock.running ? Math.max(0, state.clock.anchor_s - now_s) : 0;
  part("rec").className = state.rolling ? "rolls" : "";
  write("rec", state.rolling ? "● " + texts.rolling : "");
  tellAhead(state, position_s, count_s);
  tellMotion(state, position_s);
  tellTime(state.clock, position_s, count_s, now_s);
  tellPace(state);
  tellTrack(state, position_s);
}

function tellAhead(state, position_s, count_s) {
  var starts = script.stage_starts_s, length_s = script.length_s;
  var stage = Math.max(0, lastWhere(starts.length, function (at) {
    return starts[at] <= Math.min(position_s, length_s - 1e-6);
  }));
  var speed = state.stage_speed === 1 ? "" : " ×" + number(state.stage_speed, 2);
  write("stage", say("stage", { stage: stage + 1, count: starts.length }) + speed);
  var due = script.captions_s.some(function (span) { return span[0] <= position_s && position_s < span[1]; });
  part("caption").hidden = !due;
  write("caption", script.name ? say("caption", { name: script.name }) : texts.own_caption);
  var coming = [], next = lastWhere(cues.length, function (at) { return cues[at].at_s <= position_s; }) + 1;
  if (next < cues.length) { coming.push(cues[next]); }
  if (stage + 1 < starts.length) {
    coming.push({ at_s: starts[stage + 1], text: "→ " + (script.visuals[stage + 1] || texts.next_stage) });
  }
  coming.sort(function (one, other) { return one.at_s - other.at_s; });
  ["next", "later"].forEach(function (id, place) {
    var each = coming[place];
    write(id, each ? each.text : "");
    write(id + "-in", each ? say("in", { time: duration(until_s(each.at_s)) }) : "");
  });

  function until_s(at_s) { return (at_s - position_s) * REFERENCE_WPM / state.clock.wpm + count_s; }
}

function tellMotion(state, position_s) {
  var clock = state.clock;
  var ended = !clock.running && position_s >= clock.length_s && clock.length_s > 0;
  var runs = clock.running && position_s < clock.length_s;
  part("running").className = runs ? "runs" : "";
  write("running", runs ? texts.running : ended || clock.running ? texts.end : state.held_by_voice ? texts.silence : texts.held);
}

function tellTime(clock, position_s, count_s, now_s) {
  write("left", say("left", { time: duration((clock.length_s - position_s) * REFERENCE_WPM / clock.wpm + count_s) }));
  var begun = clock.begun_s !== null, at_end = clock.position_s >= clock.length_s;
  var ends_s = clock.running ? clock.anchor_s + (clock.length_s - clock.position_s) * REFERENCE_WPM / clock.wpm :
    at_end ? clock.anchor_s : Infinity; // at the end of the script the time that it took stays
  var elapsed_s = begun ? Math.max(0, Math.min(now_s, ends_s) - clock.begun_s) : 0, elapsed = duration(elapsed_s);
  var behind = begun ? clock.begun_share : clock.length_s ? clock.position_s / clock.length_s : 0;
  var budget_s = Math.round(clock.target_s * (1 - behind)); // of what was to be read when the count began
  write("elapsed", clock.target_s !== null ? say("elapsed", { elapsed: elapsed, target: duration(budget_s) }) :
    elapsed_s > 0 ? elapsed : "");
}

function tellPace(state) {
  var wpm = state.clock.wpm * state.stage_speed, low = state.band_wpm[0], high = state.band_wpm[1];
  var side = Math.round(wpm) < low ? "too_slow" : Math.round(wpm) > high ? "too_fast" : "";
  write("pace", say("wpm", { wpm: Math.round(state.clock.wpm) }));
  part("wanted").style.left = share(low) + "%";
  part("wanted").style.width = share(high) - share(low) + "%";
  part("rate").style.left = share(wpm) + "%";
  part("rate").className = side;
  write("asked", number(low, 0) + "–" + number(high, 0));
  write("side", side ? texts[side] : "");
}

function tellTrack(state, position_s) {
  part("done").style.transform = "scaleX(" + (script.length_s ? position_s / script.length_s : 0).toFixed(4) + ")";
  var key = JSON.stringify(state.markers_s);
  if (key === marked || !script.length_s) { return; }
  marked = key;
  part("signs").textContent = "";
  script.stage_starts_s.slice(1).forEach(function (at_s) { sign("begins", at_s); });
  state.markers_s.forEach(function (at_s) { sign("marks", at_s); });
}

function sign(name, at_s) {
  var element = part("signs").appendChild(document.createElement("i"));
  element.className = name;
  element.style.left = 100 * at_s / script.length_s + "%";
}

// Where a rate stands on the gauge, in percent of its width.
function share(wpm) { return 100 * clamp((wpm - GAUGE_WPM[0]) / (GAUGE_WPM[1] - GAUGE_WPM[0]), 0, 1); }

function number(value, digits) {
  return value.toFixed(digits).replace(".", DECIMAL_SIGN); // not every browser knows how Kazakh writes them
}
