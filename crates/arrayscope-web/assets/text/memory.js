/** The drawing of memory in words: the arithmetic of an address, and what a row and a column cost. */

import { CACHE_LINE, addressOf, linesTouched } from '../model/memory_map.js';
import { formatCount } from './format.js';

/**
 * `offset 0 + 3 × 9408 + 4 × 336 = 29 568`: every axis, in their order, digits in groups.
 *
 * @param {import('../model/memory_map.js').Layout} layout
 * @param {number[]} index
 * @returns {string}
 */
export function arithmeticText(layout, index) {
  const terms = layout.strides.map((stride, axis) => ` + ${formatCount(index[axis])} × ${formatCount(stride)}`);
  return `offset ${formatCount(layout.offset)}${terms.join('')} = ${formatCount(addressOf(layout, index))}`;
}

/**
 * What one row and one column of the cross-section cost, counted in cache lines.
 *
 * @param {import('../model/memory_map.js').Layout & {axes: number[]}} section
 * @param {number} row
 * @param {number} column
 * @returns {{name: 'row'|'column', elements: number, lines: number, bytes: number, used: number, text: string}[]}
 */
export function lineCosts(section, row, column) {
  const { shape, strides, itemsize, offset } = section;
  const two = shape.length === 2;
  const lanes = [];
  if (shape.length > 0) {
    const axis = two ? 1 : 0;
    lanes.push({ name: 'row', start: offset + (two ? row * strides[0] : 0), length: shape[axis], stride: strides[axis] });
  }
  if (two) {
    lanes.push({ name: 'column', start: offset + column * strides[1], length: shape[0], stride: strides[0] });
  }
  return lanes.map(({ name, start, length, stride }) => {
    const lines = linesTouched(start, length, stride, itemsize);
    const bytes = lines * CACHE_LINE;
    const distinct = stride === 0 ? Math.min(length, 1) : length;
    const used = Math.min(distinct * itemsize, bytes);
    return { name, elements: length, lines, bytes, used, text: costText(name, length, lines, bytes, used) };
  });
}

function costText(name, length, lines, bytes, used) {
  const elements = `${formatCount(length)} ${length === 1 ? 'element' : 'elements'}`;
  const touched = `${formatCount(lines)} cache ${lines === 1 ? 'line' : 'lines'}`;
  const share = bytes === 0 ? '' : `: ${formatCount(bytes)} bytes fetched, ${percent(used / bytes)} of them used`;
  return `One ${name}, ${elements}, touches ${touched}${share}`;
}

function percent(share) {
  const value = 100 * share;
  return `${value >= 99.95 ? '100' : Number(value.toPrecision(2))} %`;
}
