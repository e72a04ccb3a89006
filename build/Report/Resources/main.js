const data = JSON.parse(document.getElementById("data").textContent);
const report = {
  components: data.components,
  kinds: data.kinds,
  files: data.files.map(([path, kind, size, mode, component, hash], index) => ({ index, path, kind, size, mode, component, hash, colour: data.components[component]?.[1] ?? 8 })),
  programs: new Map(data.programs),
  steps: data.steps.map(([kind, label, start, length, reason]) => ({ kind, label, start, length, reason })),
};

for (const table of document.querySelectorAll("table.stack")) {
  table.setAttribute("role", "table");
  for (const group of [table.tHead, ...table.tBodies]) group.setAttribute("role", "rowgroup");
  for (const row of table.rows) withRoles(row);
}

treemap(document.getElementById("treemap"), report);
if (report.steps.length > 0) timeline(document.getElementById("timeline-chart"), report);
fileTable(document.getElementById("file-table"), document.getElementById("filter"), document.getElementById("file-more"), report);
