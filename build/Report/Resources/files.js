/** The table of files, from the data: filtered while one types, sorted by its headings, and not longer at once than a page can bear. */
function fileTable(table, form, more, report) {
  const page = 200;
  const columns = [
    (file) => file.path,
    (file) => file.size,
    (file) => file.mode,
    (file) => nameOf(file),
    (file) => file.hash,
  ];
  const body = table.tBodies[0];
  const caption = table.caption;
  let sorted = { column: 1, isDescending: true };
  let limit = page;

  const query = element("input", { type: "search", name: "query", autocomplete: "off", spellcheck: "false", placeholder: "Path, mode, hash or target" });
  const owner = element("select", { name: "component" }, element("option", { value: "" }, "All components"), ...ownersOf().map((name) => element("option", { value: name }, name)));
  const found = element("p", { class: "found", role: "status" });
  form.append(element("label", {}, "Search", query), element("label", {}, "Component", owner), found);
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const input of [query, owner]) input.addEventListener("input", () => show(page));

  const headings = [...table.tHead.rows[0].cells].map((cell, column) => {
    const button = element("button", { type: "button" }, cell.textContent);
    button.addEventListener("click", () => {
      sorted = { column, isDescending: sorted.column === column ? !sorted.isDescending : column === 1 };
      show(limit);
    });
    cell.replaceChildren(button);
    return cell;
  });

  const button = element("button", { type: "button" });
  button.addEventListener("click", () => show(Infinity));
  more.append(button);
  show(page);

  function ownersOf() {
    return [...new Set(report.files.map(nameOf))].filter((name) => name !== "–").sort();
  }

  function nameOf(file) {
    return report.components[file.component]?.[0] ?? "–";
  }

  function matching() {
    const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
    return report.files.filter((file) =>
      (owner.value === "" || nameOf(file) === owner.value)
      && words.every((word) => file.path.toLowerCase().includes(word) || file.mode.includes(word) || file.hash.toLowerCase().includes(word)));
  }

  function inOrder(files) {
    const value = columns[sorted.column];
    const sign = sorted.isDescending ? -1 : 1;
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
    return [...files].sort((a, b) => sign * compare(value(a), value(b)) || compare(a.path, b.path));
  }

  function show(most) {
    limit = most;
    const files = matching();
    headings.forEach((cell, column) => {
      if (column === sorted.column) cell.setAttribute("aria-sort", sorted.isDescending ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
    body.replaceChildren(...inOrder(files).slice(0, limit).map(row));
    found.textContent = files.length === report.files.length ? counted(files.length, "path")
      : files.length === 0 ? "No path matches"
      : `${files.length.toLocaleString("en-US")} of ${counted(report.files.length, "path")}`;
    caption.textContent = files.length > limit ? `The first ${limit} of ${counted(files.length, "path")}` : counted(files.length, "path");
    more.hidden = files.length <= limit;
    button.textContent = `Show all ${files.length.toLocaleString("en-US")}`;
  }

  function row(file) {
    const isFile = file.kind === "f";
    return withRoles(element("tr", {},
      element("th", { scope: "row", class: "path" }, file.path + (file.kind === "d" ? "/" : "")),
      element("td", { class: "number" }, isFile ? bytes(file.size) : "–"),
      element("td", {}, element("code", {}, file.mode)),
      element("td", {}, nameOf(file)),
      element("td", {}, file.kind === "l" ? element("span", { class: "target" }, `→ ${file.hash}`) : isFile ? element("code", { class: "hash" }, file.hash) : element("span", { class: "aside" }, "directory"))));
  }
}

/** A row that is laid out as something else is a row all the same. */
function withRoles(row) {
  row.setAttribute("role", "row");
  for (const cell of row.cells) cell.setAttribute("role", cell.tagName === "TD" ? "cell" : cell.scope === "row" ? "rowheader" : "columnheader");
  return row;
}
