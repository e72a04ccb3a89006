/**
 * The files as a tree, by component or by directory. A node is {name, path, size, count, colour}, with children where there is more in it and with
 * file where it is one. What takes no space is not in it, and a directory with one entry is that entry, by a longer name. A program is a file that has
 * children: its source files, and the data that belongs to none of them.
 */

function treeByDirectory(report) {
  return finished(grown(report.files, "/", report.programs));
}

function treeByComponent(report) {
  const groups = new Map();
  for (const file of report.files) {
    if (file.size === 0) continue;
    if (!groups.has(file.component)) groups.set(file.component, []);
    groups.get(file.component).push(file);
  }

  const children = [...groups].map(([index, members]) => {
    const [name, colour] = report.components[index] ?? ["of no component", 8];
    const group = grown(members, name, report.programs);
    return { ...summed({ ...group, path: name, children: group.children.map(finished) }), colour };
  });
  return summed({ name: "/", path: "/", children });
}

/** Directories within directories, as the paths say. */
function grown(files, name, programs) {
  const root = { name, path: "/", children: [], byName: new Map() };
  for (const file of files) {
    if (file.size === 0) continue;
    const names = file.path.split("/").slice(1);
    const at = descend(root, names.slice(0, -1), (parent) => `${parent.path === "/" ? "" : parent.path}/`);
    const leaf = { name: names.at(-1), path: file.path, size: file.size, count: 1, colour: file.colour, file };
    const units = programs.get(file.index);
    at.children.push(units ? { ...leaf, children: unitsOf(file, units) } : leaf);
  }

  return root;
}

/** What a program consists of, by the folders of its sources. */
function unitsOf(file, units) {
  const root = { path: "/", children: [], byName: new Map() };
  let rest = file.size;
  for (const [name, size] of units) {
    const names = name.split("/").filter((part) => part !== "" && part !== "." && part !== "..");
    const at = descend(root, names.slice(0, -1), (parent) => (parent === root ? `${file.path}: ` : `${parent.path}/`));
    at.children.push({ name: names.at(-1), path: `${file.path}: ${names.join("/")}`, size, count: 1, colour: file.colour });
    rest -= size;
  }

  const data = { name: "data and the rest", path: `${file.path}: data, and code of no known source file`, size: rest, count: 0, colour: file.colour };
  return [...root.children.map(finished), ...(rest > 0 ? [data] : [])].sort(bySize);
}

/** The node that the names lead to, made where it is missing. */
function descend(root, names, stem) {
  let at = root;
  for (const name of names) {
    if (!at.byName.has(name)) {
      const next = { name, path: stem(at) + name, children: [], byName: new Map() };
      at.byName.set(name, next);
      at.children.push(next);
    }

    at = at.byName.get(name);
  }

  return at;
}

/** With sums, and without directories that have but one entry. The root stays what it is, and so does what is a file. */
function finished(node) {
  if (!node.children || node.file) return node;
  const whole = summed({ ...node, children: node.children.map(finished) });
  const only = whole.children.length === 1 && node.path !== "/" ? whole.children[0] : null;
  return only ? { ...only, name: `${node.name}/${only.name}` } : whole;
}

function summed(node) {
  const children = [...node.children].sort(bySize);
  return {
    name: node.name,
    path: node.path,
    size: children.reduce((sum, child) => sum + child.size, 0),
    count: children.reduce((sum, child) => sum + child.count, 0),
    colour: children.every((child) => child.colour === children[0].colour) ? children[0]?.colour : 8,
    children,
  };
}

function bySize(a, b) {
  return b.size - a.size || (a.path < b.path ? -1 : 1);
}
