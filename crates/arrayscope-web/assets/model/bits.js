/** What the bits of a float say: sign, power of two, fraction. */

/** Exponents are stored so much larger than they are. */
const BIAS = { float8_e4m3fn: 7, float8_e5m2: 15, float16: 15, bfloat16: 127, float32: 127, float64: 1023 };
/** Its largest exponent still has numbers: it knows no infinity, and NaN by the fraction alone. */
const FINITE_ONLY = 'float8_e4m3fn';

/**
 * @param {string} bits sign, exponent and fraction with a space between them
 * @param {string} dtype
 * @returns {{name: 'sign'|'exponent'|'fraction', bits: string, text: string}[]} the number is the product of the texts
 */
export function partsOfFloat(bits, dtype) {
  const [sign, exponent, fraction] = bits.split(' ');
  const bias = BIAS[dtype] ?? 2 ** (exponent.length - 1) - 1;
  const [stored, share] = [Number.parseInt(exponent, 2), Number.parseInt(fraction, 2) / 2 ** fraction.length];
  const isLast = !exponent.includes('0');
  const isNone = dtype === FINITE_ONLY ? isLast && !fraction.includes('0') : isLast;
  const isSmall = stored === 0;
  const power = isSmall ? 1 - bias : stored - bias;
  return [
    { name: 'sign', bits: sign, text: sign === '1' ? '\u22121' : '+1' },
    { name: 'exponent', bits: exponent, text: isNone ? 'all ones: not finite' : `2${raised(power)}` },
    { name: 'fraction', bits: fraction, text: isNone ? nameOf(share, dtype) : String(isSmall ? share : 1 + share) },
  ];
}

const RAISED = '\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079';

/** A whole number as an exponent. */
const raised = (power) => String(power).replace(/./g, (sign) => RAISED[sign] ?? '\u207b');

function nameOf(share, dtype) {
  return share === 0 && dtype !== FINITE_ONLY ? 'all zeros: infinity' : 'not zero: NaN';
}
