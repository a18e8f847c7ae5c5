/**
 * Numbers, bytes and shapes as text.
 * Integers of 64 bits arrive as strings and leave as strings: they never pass through a double.
 */

/** Between groups of three digits: does not break and cannot be mistaken for a decimal sign. */
const GROUP = '\u202f';
const MINUS = '\u2212';

/**
 * A whole number with its digits in groups of three.
 *
 * @param {number|string|bigint} value
 * @returns {string}
 */
export function formatCount(value) {
  const text = String(value);
  if (!/^-?\d+$/.test(text)) {
    return text;
  }
  return text.replace('-', MINUS).replace(/\B(?=(\d{3})+$)/g, GROUP);
}

/**
 * A measured number, rounded to what can be read at a glance.
 *
 * @param {number|string|null|undefined} value a number, one of the words of the JSON, or an integer as text
 * @param {number} [digits] significant digits of what is not whole
 * @returns {string}
 */
export function formatNumber(value, digits = 6) {
  if (value === null || value === undefined) {
    return '–';
  }
  if (typeof value === 'string') {
    return { NaN: 'NaN', Infinity: '+Inf', '-Infinity': `${MINUS}Inf` }[value] ?? formatCount(value);
  }
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  if (!Number.isFinite(value)) {
    return value > 0 ? '+Inf' : `${MINUS}Inf`;
  }
  if (Number.isInteger(value) && Math.abs(value) < 1e15) {
    return formatCount(value);
  }
  const magnitude = Math.abs(value);
  if (magnitude >= 1e-4 && magnitude < 1e15) {
    // Large values keep two decimals: the mean of numbers around 1e8 would otherwise look whole.
    const whole = Math.floor(Math.log10(magnitude)) + 1;
    const [integer, fraction] = String(Number(value.toPrecision(Math.max(digits, whole + 2)))).split('.');
    return fraction === undefined ? formatCount(integer) : `${formatCount(integer)}.${fraction}`;
  }
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
  return `${Number(mantissa)}e${exponent.replace('+', '')}`.replaceAll('-', MINUS);
}

/**
 * A number of the JSON as a double, for drawing only.
 *
 * @param {number|string|null|undefined} value
 * @returns {number}
 */
export function toDouble(value) {
  return typeof value === 'number' ? value : Number(value ?? Number.NaN);
}

/**
 * The exact text of an element as a double, for drawing only: NumPy's `nan`, `inf` and `-inf` included.
 *
 * @param {string} text
 * @returns {number} NaN for what is not a real number
 */
export function elementToDouble(text) {
  const known = { inf: Infinity, '-inf': -Infinity, True: 1, true: 1, False: 0, false: 0 };
  return text in known ? known[text] : Number(text.trim() === '' ? Number.NaN : text);
}

/**
 * Bytes in both units, as the signals tell them: `0.301 MB · 0.287 MiB`.
 *
 * @param {number|string} nbytes
 * @returns {string}
 */
export function formatBytes(nbytes) {
  const bytes = Number(nbytes);
  if (bytes < 1000) {
    return `${formatCount(nbytes)} ${bytes === 1 ? 'byte' : 'bytes'}`;
  }
  const [scale, decimal, binary] = bytes < 1e9 ? [2, 'MB', 'MiB'] : [3, 'GB', 'GiB'];
  return `${short(bytes / 1000 ** scale)} ${decimal} · ${short(bytes / 1024 ** scale)} ${binary}`;
}

/**
 * A shape as NumPy writes it: `()`, `(128,)`, `(32, 28, 28, 3)`.
 *
 * @param {(number|string)[]} shape
 * @returns {string}
 */
export function shapeText(shape) {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
}

/**
 * The label of an axis: `axis 0 · batch (32)`.
 *
 * @param {number} axis
 * @param {string|undefined} name
 * @param {number} length
 * @returns {string}
 */
export function axisLabel(axis, name, length) {
  return `${axisTitle(axis, name)} (${formatCount(length)})`;
}

/**
 * @param {number} axis
 * @param {string|undefined} name left out when it only repeats the index
 * @returns {string}
 */
export function axisTitle(axis, name) {
  return name && name !== `axis ${axis}` ? `axis ${axis} · ${name}` : `axis ${axis}`;
}

/**
 * The exact text of an element, with its unit when there is one.
 *
 * @param {string} text
 * @param {string|null|undefined} unit
 * @returns {string}
 */
export function withUnit(text, unit) {
  return unit ? `${text} ${unit}` : text;
}

/** Three significant digits without an exponent. */
function short(value) {
  return String(Number(value.toPrecision(3)));
}
