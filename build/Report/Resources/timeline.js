/** The steps of a run over time, as many lanes high as steps ran at a time. The tables below it have the same for those who do not see it. */
function timeline(place, report) {
  const lane = 20;
  const axis = 22;
  const { steps, kinds } = report;
  const end = Math.max(1, ...steps.map((step) => step.start + step.length));
  const lanes = inLanes(steps);
  const height = lanes.length * lane + axis;
  const intro = "Point at a step to see what it was and why it ran.";
  const chart = drawing("svg", { class: "chart", role: "img", height, "aria-label": `${counted(steps.length, "step")} in ${seconds(end)}, ${lanes.length} at a time at most; the tables below say which` });
  const detail = element("p", { class: "detail" }, intro);
  place.append(chart, detail);
  place.hidden = false;
  chart.addEventListener("pointermove", point);
  chart.addEventListener("pointerleave", () => choose(null));
  onWidth(place, draw);
  let chosen = null;

  function draw() {
    const width = place.clientWidth;
    chart.setAttribute("viewBox", `0 0 ${width} ${height}`);
    const scale = width / end;
    const parts = ticks(width).map(([time, text]) => drawing("g", {},
      drawing("line", { class: "tick", x1: time * scale, x2: time * scale, y1: 0, y2: height - axis }),
      labelled(text, time * scale, width)));
    lanes.forEach((members, row) => {
      for (const step of members) {
        parts.push(drawing("rect", { class: `c${kinds[step.kind][1]}`, x: step.start * scale, y: row * lane + 1.5, width: Math.max(0.6, step.length * scale - 0.4), height: lane - 3 }));
      }
    });
    chosen = drawing("rect", { class: "chosen", visibility: "hidden", height: lane - 3 });
    chart.replaceChildren(...parts, chosen);
  }

  function labelled(text, x, width) {
    const anchor = x < 12 ? "start" : x > width - 24 ? "end" : "middle";
    return drawing("text", { x: anchor === "start" ? x + 4 : x, y: height - 7, "text-anchor": anchor }, text);
  }

  /** Round times, about one in a hundred pixels. */
  function ticks(width) {
    const rough = (end * 100) / Math.max(width, 100);
    const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 2e4, 3e4, 6e4, 12e4, 3e5, 6e5, 18e5, 36e5].find((size) => size >= rough) ?? rough;
    return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => [index * step, index === 0 ? "0" : seconds(index * step).replace(/(\.0|:00)(?=\u00a0)/, "")]);
  }

  function point(event) {
    const bounds = chart.getBoundingClientRect();
    const row = lanes[Math.floor((event.clientY - bounds.top) / lane)];
    const time = ((event.clientX - bounds.left) / bounds.width) * end;
    choose(row ? nearest(row, time) : null);
  }

  function nearest(row, time) {
    const away = (step) => Math.max(step.start - time, time - step.start - step.length, 0);
    return row.reduce((best, step) => (away(step) < away(best) ? step : best));
  }

  function choose(step) {
    detail.replaceChildren(...(step ? [element("b", {}, `${kinds[step.kind][0]} ${step.label}`), `  began at ${seconds(step.start)}, took ${seconds(step.length)}${step.reason ? `: ${step.reason}` : ""}`] : [intro]));
    chosen.setAttribute("visibility", step ? "visible" : "hidden");
    if (step) {
      const scale = place.clientWidth / end;
      chosen.setAttribute("x", step.start * scale);
      chosen.setAttribute("y", step.lane * lane + 1.5);
      chosen.setAttribute("width", Math.max(2, step.length * scale));
    }
  }
}

/** Steps in as few lanes as they need: no two of a lane overlap. They are in the order of their beginnings. */
function inLanes(steps) {
  const lanes = [];
  const ends = [];
  for (const step of steps) {
    let at = ends.findIndex((end) => end <= step.start);
    if (at < 0) at = lanes.push([]) - 1;
    ends[at] = step.start + step.length;
    step.lane = at;
    lanes[at].push(step);
  }

  return lanes;
}
