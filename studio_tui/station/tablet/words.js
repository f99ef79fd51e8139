// Parts of the page and what is written into them, in the browser's language.

export var texts = JSON.parse(document.body.getAttribute("data-texts"));

export function part(id) { return document.getElementById(id); }

export function say(name, values) {
  return texts[name].replace(/\{(\w+)\}/g, function (_, key) { return String(values[key]); });
}

export function write(id, text) {
  var element = part(id);
  if (element.textContent !== text) { element.textContent = text; }
}

export function duration(seconds) {
  var whole = Math.round(Math.max(0, seconds));
  return Math.floor(whole / 60) + ":" + ("0" + whole % 60).slice(-2);
}

export function trouble(name) {
  part("trouble").hidden = !name;
  write("trouble", name ? texts[name] : "");
}
