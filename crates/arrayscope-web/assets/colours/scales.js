/** Scales: from a value to its place between the limits, 0 to 1, and back. */

/** Around zero symlog is nearly linear, up to this share of the farther limit. */
const LINEAR_SHARE = 1e-3;

/** The scales in the order of the choice. */
export const SCALES = Object.freeze([
  { id: 'linear', title: 'Linear' },
  { id: 'log', title: 'Logarithmic' },
  { id: 'symlog', title: 'Symlog' },
]);

/**
 * @typedef {object} Scale
 * @property {'linear'|'log'|'symlog'} kind the one in use, which may not be the one that was asked for
 * @property {number} low
 * @property {number} high
 * @property {(value: number) => number} position 0 at the lower limit, 1 at the upper one, beyond them outside
 * @property {(position: number) => number} value the inverse
 * @property {string} [note] what had to be done to use it, or why it could not be used
 */

/**
 * A logarithm needs limits above zero: a lower limit that is not becomes the smallest positive value.
 *
 * @param {string} kind
 * @param {number} low
 * @param {number} high greater than `low`
 * @param {number} [smallestPositive] of what is painted; NaN when there is none
 * @returns {Scale}
 */
export function scaleOf(kind, low, high, smallestPositive = Number.NaN) {
  if (kind === 'log') {
    if (low > 0) {
      return bent('log', low, high, Math.log, Math.exp);
    }
    if (smallestPositive > 0 && smallestPositive < high) {
      const note = 'a logarithm has no place for zero and below: such values take the lowest colour';
      return { ...bent('log', smallestPositive, high, (value) => (value > 0 ? Math.log(value) : -Infinity), Math.exp), note };
    }
    return { ...linear(low, high), note: 'linear, because a logarithm needs values above zero' };
  }
  if (kind === 'symlog') {
    const threshold = Math.max(Math.abs(low), Math.abs(high)) * LINEAR_SHARE;
    return bent('symlog', low, high,
      (value) => Math.sign(value) * Math.log1p(Math.abs(value) / threshold),
      (place) => Math.sign(place) * Math.expm1(Math.abs(place)) * threshold);
  }
  return linear(low, high);
}

/** Halves, because the spread of the largest doubles overflows. */
function linear(low, high) {
  const spread = high / 2 - low / 2;
  return {
    kind: 'linear',
    low,
    high,
    position: (value) => (value / 2 - low / 2) / spread,
    value: (position) => low * (1 - position) + high * position,
  };
}

function bent(kind, low, high, forth, back) {
  const [start, end] = [forth(low), forth(high)];
  return {
    kind,
    low,
    high,
    position: (value) => (forth(value) - start) / (end - start),
    value: (position) => back(start + (end - start) * position),
  };
}

/**
 * Round values for the ticks of a colour bar.
 *
 * @param {Scale} scale
 * @param {number} [most] about how many
 * @returns {number[]} between the limits, upwards
 */
export function ticksOf(scale, most = 6) {
  const { kind, low, high } = scale;
  const ticks = kind === 'linear' ? linearTicks(low, high, most) : powerTicks(scale, most);
  return ticks.filter((tick) => tick >= low && tick <= high);
}

function linearTicks(low, high, most) {
  const step = roundStep((high / 2 - low / 2) / (most / 2));
  const ticks = [];
  for (let count = Math.ceil(low / step); count * step <= high && ticks.length < 4 * most; count += 1) {
    ticks.push(Number((count * step).toPrecision(12)) + 0);
  }
  return ticks;
}

/** Powers of ten, every one or every so many; where there are hardly any, round values between them. */
function powerTicks({ kind, low, high, position }, most) {
  const powers = (from, to) => {
    const first = Math.ceil(Math.log10(from) - 1e-9);
    const last = Math.floor(Math.log10(to) + 1e-9);
    return Array.from({ length: Math.max(last - first + 1, 0) }, (_, count) => 10 ** (first + count));
  };
  let ticks;
  if (kind === 'log') {
    ticks = powers(low, high);
    if (ticks.length < 3) {
      ticks = powers(low / 10, high).flatMap((power) => [power, 2 * power, 5 * power]);
    }
  } else {
    const farther = Math.max(Math.abs(low), Math.abs(high));
    const up = powers(farther * LINEAR_SHARE, farther);
    ticks = [...up.map((power) => -power).reverse(), 0, ...up];
  }
  // Those too near to the last one are left out; zero stays.
  const room = 1 / (most * 1.6);
  const kept = [];
  const order = [...ticks].sort((left, right) => Math.abs(right) - Math.abs(left));
  for (const tick of [0, ...order].filter((value) => ticks.includes(value) && value >= low && value <= high)) {
    if (kept.every((other) => Math.abs(position(other) - position(tick)) >= room)) {
      kept.push(tick);
    }
  }
  return kept.sort((left, right) => left - right);
}

/** The next of 1, 2, 5 times a power of ten. */
function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  return ([1, 2, 5].find((factor) => factor * power >= least * (1 - 1e-9)) ?? 10) * power;
}
