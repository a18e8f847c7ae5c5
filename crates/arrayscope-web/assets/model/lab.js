/**
 * The "copy or view" lab: a small array, what a reshape of it is, and what a change of one element does to both. The
 * server says what the reshape is; memory is a list of numbers here, and nothing on the server changes.
 */

const ITEMSIZE = 8;

/**
 * Arrays to start from: all are twelve elements of one run of numbers 0, 1, 2, … of float64.
 *
 * @type {ReadonlyArray<{id: string, title: string, shape: number[], strides: number[], offset: number, memory: number}>}
 */
export const BASES = Object.freeze([
  { id: 'arange', title: 'np.arange(12)', shape: [12], strides: [8], offset: 0, memory: 12 },
  { id: 'matrix', title: 'np.arange(12).reshape(4, 3)', shape: [4, 3], strides: [24, 8], offset: 0, memory: 12 },
  { id: 'transposed', title: 'np.arange(12).reshape(4, 3).T', shape: [3, 4], strides: [8, 24], offset: 0, memory: 12 },
  { id: 'stepped', title: 'np.arange(24)[::2]', shape: [12], strides: [16], offset: 0, memory: 24 },
  { id: 'flipped', title: 'np.arange(12)[::-1]', shape: [12], strides: [-8], offset: 88, memory: 12 },
]);

/**
 * @typedef {object} Side one array of the lab
 * @property {number[]} shape
 * @property {number[]} strides in bytes
 * @property {number} offset in bytes
 * @property {number[]} memory shared by both sides of a view
 */

/**
 * @param {string} id
 * @returns {typeof BASES[number]}
 */
export const baseOf = (id) => BASES.find((base) => base.id === id) ?? BASES[0];

/**
 * @param {typeof BASES[number]} base
 * @param {{kind: 'view'|'copy', shape: number[], strides: number[]}} reshape the server's answer
 * @param {boolean} copied whether `.copy()` is called on the result
 * @returns {{base: Side, result: Side, shared: boolean}}
 */
export function startLab({ shape, strides, offset, memory: length }, reshape, copied) {
  const memory = Array.from({ length }, (_, value) => value);
  const base = { shape, strides, offset, memory };
  const view = { shape: reshape.shape, strides: reshape.strides, offset, memory };
  if (reshape.kind === 'view' && !copied) {
    return { base, result: view, shared: true };
  }
  // A copy takes the elements in C order, whatever their places were.
  const elements = elementsOf(base);
  return {
    base,
    result: { shape: reshape.shape, strides: denseStrides(reshape.shape), offset: 0, memory: elements },
    shared: false,
  };
}

/**
 * @param {Side} side
 * @returns {number[]} its elements in C order
 */
export function elementsOf(side) {
  return placesOf(side).map((place) => side.memory[place]);
}

/**
 * Writes one element; whatever shares its memory changes with it.
 *
 * @param {Side} side
 * @param {number} position in C order
 * @param {number} value
 */
export function writeElement(side, position, value) {
  side.memory[placesOf(side)[position]] = value;
}

/**
 * The index of an element, for its label.
 *
 * @param {number[]} shape
 * @param {number} position in C order
 * @returns {number[]}
 */
export function indexOfPosition(shape, position) {
  const index = shape.map(() => 0);
  let left = position;
  for (let axis = shape.length - 1; axis >= 0; axis -= 1) {
    index[axis] = left % shape[axis];
    left = Math.floor(left / shape[axis]);
  }
  return index;
}

function placesOf({ shape, strides, offset }) {
  const size = shape.reduce((product, length) => product * length, 1);
  return Array.from({ length: size }, (_, position) =>
    indexOfPosition(shape, position).reduce((sum, index, axis) => sum + index * strides[axis], offset) / ITEMSIZE);
}

function denseStrides(shape) {
  return shape.map((_, axis) => shape.slice(axis + 1).reduce((product, length) => product * length, ITEMSIZE));
}
