// The station's clock as a page knows it, and where it says the text is. Plain arithmetic, without the page.

export var REFERENCE_WPM = 150;
var SAMPLE_LIFE_MS = 60000; // clocks of two machines drift apart; older comparisons are forgotten
var SLEW = 0.05; // share of passing time by which a corrected clock may run faster or slower
var STEP_S = 0.25; // a clock that is further off was asleep, and is set at once

export function clamp(value, low, high) { return Math.min(Math.max(value, low), high); }

// The last place of which `before` holds, -1 when there is none; `before` holds up to some place and then no more.
export function lastWhere(count, before) {
  var low = 0, high = count;
  while (low < high) {
    var middle = (low + high) >> 1;
    if (before(middle)) { low = middle + 1; } else { high = middle; }
  }
  return low - 1;
}

export var stationClock = {
  samples: [], // {takes_ms, offset_s, at_ms}
  offset_s: null,
  last_ms: 0,

  forget: function () { this.samples = []; },

  heard: function (sent_ms, now_s, back_ms) {
    var takes_ms = back_ms - sent_ms;
    this.samples.push({ takes_ms: takes_ms, offset_s: now_s - (sent_ms + back_ms) / 2000, at_ms: back_ms });
    this.samples = this.samples.filter(function (each) { return back_ms - each.at_ms < SAMPLE_LIFE_MS; });
  },

  // The quickest answer tells best: it leaves the least room for a delay on one of its two ways.
  best_s: function () {
    return this.samples.reduce(function (best, each) { return each.takes_ms < best.takes_ms ? each : best; }).offset_s;
  },

  // The station's monotonic time at a moment of this page; null before the first answer.
  at: function (local_ms) {
    var passed_s = Math.max(0, local_ms - this.last_ms) / 1000;
    this.last_ms = local_ms;
    if (this.samples.length) {
      var wanted_s = this.best_s();
      if (this.offset_s === null || Math.abs(wanted_s - this.offset_s) > STEP_S) {
        this.offset_s = wanted_s;
      } else {
        this.offset_s += clamp(wanted_s - this.offset_s, -SLEW * passed_s, SLEW * passed_s);
      }
    }
    return this.offset_s === null ? null : local_ms / 1000 + this.offset_s;
  }
};

export function positionAt(clock, now_s) {
  var position_s = clock.position_s;
  if (clock.running) { position_s += Math.max(0, now_s - clock.anchor_s) * clock.wpm / REFERENCE_WPM; }
  return clamp(position_s, 0, clock.length_s);
}
