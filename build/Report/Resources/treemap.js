/**
 * The treemap: a tree of tiles (ARIA's pattern "tree view", drawn flat). Arrows go from tile to tile, into a group and out of it; Enter shows a
 * group alone, Escape goes back up.
 */
function treemap(place, report) {
  const header = 20;
  const rim = 2;
  const labelWidth = 7;
  const enough = 7;
  const trees = { component: treeByComponent(report), directory: treeByDirectory(report) };
  const whole = trees.directory.size;
  const intro = detailOf("Point at a tile, or go there with the arrow keys; Enter or a click shows a group alone, Escape goes back.");
  let grouping = "component";
  let trail = [trees.component];
  let tiles = [];

  const map = element("div", { class: "map", role: "tree" });
  const crumbs = element("ol", { class: "trail" });
  const detail = element("p", { class: "detail" }, ...intro);
  place.append(
    element("div", { class: "tools" },
      element("fieldset", { class: "choice" }, element("legend", { class: "unseen" }, "Group the treemap"), choice("component", "By component"), choice("directory", "By directory")),
      element("div", { role: "navigation", "aria-label": "Where the treemap is" }, crumbs)),
    map,
    detail,
  );
  place.hidden = false;
  map.addEventListener("keydown", onKey);
  map.addEventListener("click", (event) => enter(tileOf(event.target)));
  map.addEventListener("pointerover", (event) => tell(tileOf(event.target)));
  map.addEventListener("pointerleave", () => tell(tileOf(document.activeElement)));
  map.addEventListener("focusin", (event) => choose(tileOf(event.target)));
  onWidth(map, () => draw());

  function choice(value, text) {
    const input = element("input", { type: "radio", name: "grouping", value });
    input.checked = value === grouping;
    input.addEventListener("change", () => {
      grouping = value;
      trail = [trees[value]];
      draw();
    });
    return element("label", {}, input, text);
  }

  function draw() {
    const node = trail.at(-1);
    tiles = [];
    layOut(node, { x: 0, y: 0, width: map.clientWidth, height: map.clientHeight }, null);
    map.setAttribute("aria-label", `${trail.map((step) => step.name).join(" › ")}: ${bytes(node.size)} by ${grouping}`);
    map.replaceChildren(...tiles.map((tile) => tile.element));
    if (tiles.length > 0) tiles[0].element.tabIndex = 0;
    detail.replaceChildren(...(whole === 0 ? detailOf("No file takes any space.") : intro));
    crumbs.replaceChildren(...trail.map((step, depth) => element("li", {}, crumb(step, depth))));
  }

  function crumb(step, depth) {
    const name = depth === 0 ? "All" : step.name;
    if (depth === trail.length - 1) return element("span", { "aria-current": "location" }, name);
    const button = element("button", { type: "button" }, name);
    button.addEventListener("click", () => show(trail.slice(0, depth + 1)));
    return button;
  }

  function layOut(node, box, parent) {
    const shown = squarify(node.children, box).filter((rectangle) => rectangle.width >= 1 && rectangle.height >= 1);
    shown.forEach((rectangle, index) => {
      const { item, x, y, width, height } = rectangle;
      const isFrame = Boolean(item.children) && width > 3 * header && height > 2.5 * header;
      const tile = { node: item, parent, children: [], element: elementOf(item, rectangle, isFrame, parent, index, shown.length) };
      tile.element.tile = tile;
      tiles.push(tile);
      parent?.children.push(tile);
      if (isFrame) layOut(item, { x: x + rim, y: y + header, width: width - 2 * rim, height: height - header - rim }, tile);
    });
  }

  function elementOf(node, { width, height, x, y }, isFrame, parent, index, count) {
    const made = element("div", {
      role: "treeitem",
      tabindex: "-1",
      class: `tile c${node.colour ?? 8}${node.children ? " group" : ""}${isFrame ? " frame" : ""}`,
      "aria-label": [`${node.name} ${bytes(node.size)} ${share(node.size, whole)} of the image`, node.path, ...facts(node)].join(", "),
      "aria-level": String(levelOf(parent) + 1),
      "aria-posinset": String(index + 1),
      "aria-setsize": String(count),
      ...(isFrame ? { "aria-expanded": "true" } : {}),
    });
    Object.assign(made.style, { left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` });
    if (height > 18 && width > labelWidth * Math.min(node.name.length, enough) + 14) {
      made.append(element("b", {}, isFrame ? `${node.name} ${bytes(node.size)}` : node.name));
      if (!isFrame && width > 72 && height > 40) made.append(" ", element("span", {}, `${bytes(node.size)} ${share(node.size, whole)}`));
    }

    return made;
  }

  function levelOf(tile) {
    return tile ? 1 + levelOf(tile.parent) : 0;
  }

  /** Of a file, whose it is; of a program, what it consists of as well; of a group, how much is in it. A tile's name begins with what is to be read on it. */
  function facts(node) {
    if (!node.file) return node.children ? [counted(node.count, isWithin(node) ? "source file" : "file")] : [];
    const units = report.programs.get(node.file.index);
    return [...(units ? [counted(units.length, "source file")] : []), `mode ${node.file.mode}`, report.components[node.file.component]?.[0] ?? "of no component"];
  }

  /** Whether it is a part of a program. */
  function isWithin(node) {
    return node.path.includes(": ");
  }

  function tileOf(target) {
    return target instanceof Element ? target.closest(".tile")?.tile ?? null : null;
  }

  function tell(tile) {
    detail.replaceChildren(...(tile && tile.element.isConnected ? describe(tile.node) : intro));
  }

  function describe(node) {
    return [element("b", {}, node.path), `  ${[bytes(node.size), `${share(node.size, whole)} of the image`, ...facts(node), ...(node.file ? [`sha256 ${node.file.hash.slice(0, 12)}…`] : [])].join(", ")}`];
  }

  function choose(tile) {
    if (!tile) return;
    for (const other of tiles) other.element.tabIndex = other === tile ? 0 : -1;
    tell(tile);
  }

  /** Of what is within a group, that group is shown: a step at a time, but for steps that would show one tile alone. */
  function enter(tile) {
    if (!tile) return;
    let group = tile;
    while (group.parent) group = group.parent;
    const path = [];
    for (let node = group.node; node?.children; node = node.children.length === 1 ? node.children[0] : null) path.push(node);
    if (path.length > 0) show([...trail, ...path]);
  }

  function show(path) {
    trail = path;
    draw();
    tiles[0]?.element.focus();
  }

  function onKey(event) {
    const tile = tileOf(event.target);
    if (!tile || event.altKey || event.ctrlKey || event.metaKey) return;
    const at = tiles.indexOf(tile);
    const keys = {
      ArrowDown: () => focus(tiles[at + 1]),
      ArrowUp: () => focus(tiles[at - 1]),
      ArrowRight: () => focus(tile.children[0] ?? tiles[at + 1]),
      ArrowLeft: () => focus(tile.parent ?? tiles[at - 1]),
      Home: () => focus(tiles[0]),
      End: () => focus(tiles.at(-1)),
      Enter: () => enter(tile),
      " ": () => enter(tile),
      Escape: () => trail.length > 1 && show(trail.slice(0, -1)),
      Backspace: () => trail.length > 1 && show(trail.slice(0, -1)),
    };
    if (Object.hasOwn(keys, event.key)) {
      keys[event.key]();
      event.preventDefault();
    }
  }

  function focus(tile) {
    tile?.element.focus();
  }

  function detailOf(text) {
    return [document.createTextNode(text)];
  }
}
