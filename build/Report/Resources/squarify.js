/**
 * A squarified treemap (Bruls, Huizing, van Wijk: "Squarified Treemaps", 2000): rectangles whose areas are to each other as the sizes are, each
 * about as wide as it is high. Rows are laid along the shorter side, and a row takes one more item as long as that makes its worst one squarer.
 *
 * @param {{size: number}[]} items the largest first, none of size 0
 * @param {{x: number, y: number, width: number, height: number}} box
 * @returns {{item: object, x: number, y: number, width: number, height: number}[]}
 */
function squarify(items, box) {
  const placed = [];
  let { x, y, width, height } = box;
  let left = items.reduce((sum, item) => sum + item.size, 0);
  for (let start = 0; start < items.length; ) {
    const side = Math.min(width, height);
    const scale = (width * height) / left;
    let [end, size, worst] = [start, 0, Infinity];
    while (end < items.length) {
      const depth = ((size + items[end].size) * scale) / side;
      const next = Math.max(elongation(items[start].size * scale, depth), elongation(items[end].size * scale, depth));
      if (next > worst) break;
      worst = next;
      size += items[end++].size;
    }

    const depth = side === 0 ? 0 : (size * scale) / side;
    let along = 0;
    for (const item of items.slice(start, end)) {
      const length = (side * item.size) / size;
      placed.push(width >= height ? { item, x, y: y + along, width: depth, height: length } : { item, x: x + along, y, width: length, height: depth });
      along += length;
    }

    if (width >= height) {
      x += depth;
      width = Math.max(0, width - depth);
    } else {
      y += depth;
      height = Math.max(0, height - depth);
    }

    left -= size;
    start = end;
  }

  return placed;
}

/** How far a rectangle of that area and depth is from a square: 1 for one. */
function elongation(area, depth) {
  const length = area / depth;
  return Math.max(length / depth, depth / length);
}
