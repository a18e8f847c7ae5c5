/** An array of no axes: its one number, exactly, and the bits of a float. */

import { fill, make, partsOf, setText } from '../dom/elements.js';
import { createAnnouncer } from '../dom/painted.js';
import { partsOfFloat } from '../model/bits.js';
import { withUnit } from '../text/format.js';

/** @typedef {import('../types.js').State} State */

/**
 * @param {State} state
 * @param {HTMLElement} element
 */
export function renderScalar({ geometry, crosshair }, element) {
  const there = geometry?.ndim === 0;
  element.hidden = !there;
  const parts = partsOf(element, build);
  if (!there || crosshair?.id !== geometry.id) {
    return;
  }
  const { text, message, bits } = crosshair;
  setText(parts.value, text === undefined ? message : withUnit(text, geometry.unit));
  setText(parts.kind, `one element of ${geometry.dtype}, ${geometry.itemsize === 1 ? '1 byte' : `${geometry.itemsize} bytes`}`);
  fill(parts.bits, bits ? partsOfFloat(bits, geometry.dtype).map(({ name, bits: digits, text: said }) =>
    make(`div.bits-${name}`, {}, make('dt', {}, name), make('dd', {}, make('code', {}, digits), make('span', {}, said)))) : null);
  parts.bits.hidden = !bits;
  // Nothing is counted of one number, and nothing is waited for.
  parts.announce({ address: geometry.address, index: [], rows: null, columns: null, histogram: true });
}

function build(element) {
  const parts = {
    value: make('p.scalar-value', { id: 'scalar-value' }),
    kind: make('p.hint', {}),
    bits: make('dl.scalar-bits', { 'aria-label': 'The bits of the number' }),
    announce: createAnnouncer(),
  };
  fill(element, parts.value, parts.kind, parts.bits);
  return parts;
}
