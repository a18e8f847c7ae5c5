/** The part of the URL that tells what is shown about the crosshair and of a rectangle of the cross-section. */

/**
 * A rectangle of the cross-section: along each shown axis the first index and the first one after it.
 *
 * @typedef {{rows: [number, number], columns: [number, number]}} Region
 */

/** How the table of elements is shown. */
export const TABLES = Object.freeze(['off', 'plain', 'coloured']);

/** @type {Readonly<Partial<import('../types.js').View>>} */
export const DEFAULT_TOOLS = Object.freeze({ lines: false, region: null, elements: 'off' });

/**
 * @param {URLSearchParams} parameters
 * @returns {Partial<import('../types.js').View>} whatever cannot be read is as in DEFAULT_TOOLS
 */
export function readTools(parameters) {
  const elements = parameters.get('elements');
  return {
    lines: parameters.get('lines') === '1',
    region: readRegion(parameters.get('region')),
    elements: TABLES.includes(elements) ? elements : DEFAULT_TOOLS.elements,
  };
}

/**
 * @param {import('../types.js').View} view
 * @returns {[string, string][]} names and texts of what is not as in DEFAULT_TOOLS
 */
export function writeTools({ lines, region, elements }) {
  return [
    ...(lines ? [['lines', '1']] : []),
    ...(region === null ? [] : [['region', [region.rows, region.columns].map((range) => range.join(':')).join()]]),
    ...(elements === DEFAULT_TOOLS.elements ? [] : [['elements', elements]]),
  ];
}

/** `R0:R1,C0:C1`. */
function readRegion(text) {
  const found = /^(\d{1,15}):(\d{1,15}),(\d{1,15}):(\d{1,15})$/.exec(text ?? '');
  if (found === null) {
    return null;
  }
  const [, ...bounds] = found.map(Number);
  return bounds[0] < bounds[1] && bounds[2] < bounds[3] ? { rows: [bounds[0], bounds[1]], columns: [bounds[2], bounds[3]] } : null;
}

/**
 * The nearest rectangle that a cross-section has: it holds at least one element.
 *
 * @param {Region|null} region
 * @param {import('../types.js').Selection} selection
 * @param {number[]} shape
 * @returns {Region|null} null without one, and where the cross-section is empty
 */
export function repairRegion(region, { rows, columns }, shape) {
  const lengths = [rows, columns].map((axis) => (axis === null ? 1 : shape[axis]));
  if (region === null || lengths.includes(0)) {
    return null;
  }
  const fit = ([start, stop], length) => {
    const first = Math.min(start, length - 1);
    return [first, Math.min(Math.max(stop, first + 1), length)];
  };
  return { rows: fit(region.rows, lengths[0]), columns: fit(region.columns, lengths[1]) };
}

/**
 * The rectangle between two elements, both inside.
 *
 * @param {{row: number, column: number}} one
 * @param {{row: number, column: number}} other
 * @returns {Region}
 */
export function regionBetween(one, other) {
  const span = (from, to) => [Math.min(from, to), Math.max(from, to) + 1];
  return { rows: span(one.row, other.row), columns: span(one.column, other.column) };
}

/**
 * What becomes of a rectangle when other axes are shown: it follows a swap, and ends with everything else.
 *
 * @param {Region|null} region
 * @param {{rows: number|null, columns: number|null}} before the axes that it belongs to
 * @param {{rows: number|null, columns: number|null}} now
 * @returns {Region|null}
 */
export function carryRegion(region, before, now) {
  if (region === null || (before.rows === now.rows && before.columns === now.columns)) {
    return region;
  }
  const swapped = before.rows === now.columns && before.columns === now.rows;
  return swapped ? { rows: region.columns, columns: region.rows } : null;
}
