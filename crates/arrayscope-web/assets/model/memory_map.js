/**
 * Where the elements of an array lie in memory, from its geometry alone: no value is read.
 * Addresses are byte offsets from the first byte of the array's buffer; strides are signed, in bytes.
 */

/** What processors of today fetch at once, in bytes. */
export const CACHE_LINE = 64;
/** A broadcast or a window over itself may have any number of elements in one place. */
const MOST_CANDIDATES = 100_000;

/**
 * @typedef {object} Layout
 * @property {number[]} shape
 * @property {number[]} strides
 * @property {number} itemsize
 * @property {number} offset address of the element whose indices are all 0
 */

/**
 * @param {import('../types.js').Geometry} geometry
 * @returns {Layout}
 */
export function layoutOf({ shape, axes, itemsize, offset }) {
  return {
    shape: shape.map(Number),
    strides: axes.map(({ stride_bytes: stride }) => Number(stride)),
    itemsize: Number(itemsize),
    offset: Number(offset ?? 0),
  };
}

/**
 * @param {Layout} layout
 * @param {number[]} index
 * @returns {number} offset + Σ index × stride
 */
export function addressOf({ strides, offset }, index) {
  return strides.reduce((sum, stride, axis) => sum + stride * index[axis], offset);
}

/**
 * The bytes between the first and the last that any element has, gaps included.
 *
 * @param {Layout} layout
 * @returns {{low: number, high: number}} `high` is one past the last; both are the offset when there is no element
 */
export function extentOf({ shape, strides, itemsize, offset }) {
  if (shape.includes(0)) {
    return { low: offset, high: offset };
  }
  let low = offset;
  let high = offset + itemsize;
  strides.forEach((stride, axis) => {
    const reach = stride * (shape[axis] - 1);
    low += Math.min(reach, 0);
    high += Math.max(reach, 0);
  });
  return { low, high };
}

/**
 * The layout of the cross-section: at most two axes, rows first.
 *
 * @param {Layout} layout
 * @param {import('../types.js').Selection} selection
 * @returns {Layout & {axes: number[]}} `axes` are those of the array that are shown
 */
export function sectionOf(layout, { rows, columns, at }) {
  const axes = [rows, columns].filter((axis) => axis !== null);
  const fixed = at.map((index, axis) => (axes.includes(axis) ? 0 : index));
  return {
    axes,
    shape: axes.map((axis) => layout.shape[axis]),
    strides: axes.map((axis) => layout.strides[axis]),
    itemsize: layout.itemsize,
    offset: addressOf(layout, fixed),
  };
}

/**
 * How much of each of `bins` equal ranges of the extent belongs to the section.
 *
 * @param {Layout} section
 * @param {{low: number, high: number}} extent
 * @param {number} bins
 * @returns {Float64Array} from 0 (no byte) to 1 (all bytes)
 */
export function coverage(section, { low, high }, bins) {
  const lit = new Float64Array(bins);
  const width = (high - low) / bins;
  if (!(width > 0) || section.shape.includes(0)) {
    return lit;
  }
  // Axes of one element, and of stride 0, which repeat the same bytes, light nothing more. Far steps first.
  const steps = section.shape
    .map((length, axis) => ({ length, stride: Math.abs(section.strides[axis]) }))
    .filter(({ length, stride }) => length > 1 && stride > 0)
    .sort((left, right) => right.stride - left.stride);
  const { low: first } = extentOf(section);
  spread(lit, first - low, steps, section.itemsize, width);
  return lit.map((bytes) => Math.min(bytes / width, 1));
}

/** Adds the bytes of a block to the bins: step by step while steps are wider than a bin, evenly below that. */
function spread(lit, start, steps, itemsize, width) {
  const [step, ...finer] = steps;
  if (step === undefined || step.stride <= width) {
    const count = steps.reduce((product, { length }) => product * length, 1);
    const length = steps.reduce((sum, { length: many, stride }) => sum + (many - 1) * stride, itemsize);
    addEvenly(lit, start, start + length, Math.min(count * itemsize, length), width);
    return;
  }
  for (let index = 0; index < step.length; index += 1) {
    spread(lit, start + index * step.stride, finer, itemsize, width);
  }
}

function addEvenly(lit, from, to, bytes, width) {
  const density = bytes / (to - from);
  const last = Math.min(Math.floor((to - 1e-9) / width), lit.length - 1);
  for (let bin = Math.max(Math.floor(from / width), 0); bin <= last; bin += 1) {
    lit[bin] += (Math.min(to, (bin + 1) * width) - Math.max(from, bin * width)) * density;
  }
}

/**
 * The index of an element that begins at an address.
 *
 * @param {Layout} layout of an array or of a section
 * @param {number} address
 * @returns {number[]|null} an index per axis; null when no element begins there
 */
export function elementAt({ shape, strides, offset }, address) {
  if (shape.includes(0)) {
    return null;
  }
  // The axis with the longest step leaves the fewest candidates: one or two where elements do not overlap.
  const order = strides.map((_, axis) => axis).sort((left, right) => Math.abs(strides[right]) - Math.abs(strides[left]));
  const index = strides.map(() => 0);
  let budget = MOST_CANDIDATES;
  const search = (depth, distance) => {
    if (depth === order.length) {
      return distance === 0;
    }
    const axis = order[depth];
    const stride = strides[axis];
    if (stride === 0) {
      return search(depth + 1, distance);
    }
    const reaches = order.slice(depth + 1).map((other) => strides[other] * (shape[other] - 1));
    const most = reaches.reduce((sum, reach) => sum + Math.max(reach, 0), 0);
    const least = reaches.reduce((sum, reach) => sum + Math.min(reach, 0), 0);
    const [first, last] = [(distance - most) / stride, (distance - least) / stride].sort((left, right) => left - right);
    const end = Math.min(Math.floor(last), shape[axis] - 1);
    for (let place = Math.max(Math.ceil(first), 0); place <= end && budget > 0; place += 1) {
      budget -= 1;
      if (search(depth + 1, distance - place * stride)) {
        index[axis] = place;
        return true;
      }
    }
    return false;
  };
  return search(0, address - offset) ? index : null;
}

/**
 * How many cache lines the elements along one axis lie in, if the buffer begins with a line.
 *
 * @param {number} start address of the first element
 * @param {number} length
 * @param {number} stride
 * @param {number} itemsize
 * @returns {number}
 */
export function linesTouched(start, length, stride, itemsize) {
  if (length === 0 || itemsize === 0) {
    return 0;
  }
  const step = Math.abs(stride);
  const first = stride < 0 ? start + stride * (length - 1) : start;
  const lineOf = (address) => Math.floor(address / CACHE_LINE);
  const end = first + step * (length - 1) + itemsize - 1;
  // No line between two elements is left out.
  if (step <= CACHE_LINE || step <= itemsize) {
    return lineOf(end) - lineOf(first) + 1;
  }
  // The same from one period of the lines to the next: what an element adds to those before it.
  const period = CACHE_LINE / greatestCommonDivisor(step, CACHE_LINE);
  const adds = (place) => {
    const address = first + place * step;
    const own = lineOf(address + itemsize - 1) - lineOf(address) + 1;
    return own - (place > 0 && lineOf(address - step + itemsize - 1) === lineOf(address) ? 1 : 0);
  };
  const sum = (from, to) => {
    let lines = 0;
    for (let place = from; place < to; place += 1) {
      lines += adds(place);
    }
    return lines;
  };
  const whole = Math.floor((length - 1) / period);
  const rest = (length - 1) % period;
  return adds(0) + (whole > 0 ? whole * sum(1, period + 1) : 0) + sum(1, rest + 1);
}

function greatestCommonDivisor(left, right) {
  return right === 0 ? left : greatestCommonDivisor(right, left % right);
}
