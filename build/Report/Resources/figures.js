/** Numbers as the page's own text has them, with spaces that do not break, and elements without any markup: what is a text stays a text. */

function bytes(count) {
  if (count === 1) return "1\u00a0byte";
  if (count < 1e3) return `${count}\u00a0bytes`;
  if (count < 999950) return `${(count / 1e3).toFixed(1)}\u00a0kB`;
  if (count < 999950000) return `${(count / 1e6).toFixed(2)}\u00a0MB`;
  return `${(count / 1e9).toFixed(2)}\u00a0GB`;
}

function counted(count, one) {
  return count === 1 ? `1 ${one}` : `${count.toLocaleString("en-US")} ${one}s`;
}

function share(part, whole) {
  if (part === 0 || whole === 0) return "0\u00a0%";
  return part * 1000 < whole ? "<\u00a00.1\u00a0%" : `${((100 * part) / whole).toFixed(1)}\u00a0%`;
}

function seconds(milliseconds) {
  if (milliseconds < 1000) return `${milliseconds}\u00a0ms`;
  if (milliseconds < 100000) return `${(milliseconds / 1e3).toFixed(1)}\u00a0s`;
  const whole = Math.floor(milliseconds / 1e3);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}\u00a0min`;
}

function element(name, attributes, ...children) {
  return furnished(document.createElement(name), attributes, children);
}

function drawing(name, attributes, ...children) {
  return furnished(document.createElementNS("http://www.w3.org/2000/svg", name), attributes, children);
}

function furnished(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes ?? {})) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** Calls a function when an element's width has become another, and not more often than the page is drawn. */
function onWidth(place, draw) {
  let width = 0;
  new ResizeObserver(() => {
    if (place.clientWidth !== width) {
      width = place.clientWidth;
      requestAnimationFrame(draw);
    }
  }).observe(place);
}
