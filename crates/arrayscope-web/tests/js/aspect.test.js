import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aspectOf, colourAxisOf, hasParts, readAspect, writeAspect, DEFAULT_ASPECT } from '../../assets/state/aspect.js';
import { DEFAULT_COMPARISON } from '../../assets/model/compare.js';
import { pictureKey, roleOf } from '../../assets/state/axes.js';
import { ownSelectionOf, selectionOf } from '../../assets/state/selection.js';

const geometry = (shape, dtype = 'float32', names = []) => ({
  ndim: shape.length, shape, dtype, labels: null, axes: shape.map((length, axis) => ({ axis, length, name: names[axis] ?? `axis ${axis}` })),
});
const view = (patch = {}) => ({ ...DEFAULT_ASPECT, ...DEFAULT_COMPARISON, rows: 1, columns: 2, limits: 'slice', between: null, ...patch });

test('an aspect survives the URL, and what is unknown is the usual one', () => {
  for (const aspect of [DEFAULT_ASPECT, { part: 'phase', show: 'values' }, { part: 'magnitude', show: 'rgb' }]) {
    assert.deepEqual(readAspect(new URLSearchParams(writeAspect(aspect))), aspect);
  }
  assert.deepEqual(readAspect(new URLSearchParams('part=angle&show=cmyk')), DEFAULT_ASPECT);
  assert.deepEqual(writeAspect(DEFAULT_ASPECT), []);
});

test('colours are an axis of three or four that is not shown', () => {
  assert.equal(colourAxisOf(geometry([32, 28, 28, 3]), { rows: 1, columns: 2 }), 3);
  assert.equal(colourAxisOf(geometry([32, 28, 28, 3]), { rows: 1, columns: 3 }), null);
  assert.equal(colourAxisOf(geometry([32, 28, 28, 5]), { rows: 1, columns: 2 }), null);
  assert.equal(colourAxisOf(geometry([3, 40, 50]), { rows: 1, columns: 2 }), 0);
  assert.equal(colourAxisOf(geometry([4, 3, 40, 50], 'uint8', ['channel']), { rows: 2, columns: 3 }), 0);
  assert.equal(colourAxisOf(geometry([32, 28, 28, 3], 'complex64'), { rows: 1, columns: 2 }), null);
  assert.equal(colourAxisOf(geometry([32, 28, 28, 3], '<U3'), { rows: 1, columns: 2 }), null);
  assert.equal(colourAxisOf(geometry([3]), { rows: null, columns: 0 }), null);
});

test('only what the array has is asked for', () => {
  const summary = { min: 0, max: '9007199254740993' };
  assert.deepEqual(aspectOf({ view: view({ part: 'phase' }), geometry: geometry([2, 5, 5]), summary }), {});
  assert.deepEqual(aspectOf({ view: view({ part: 'phase' }), geometry: geometry([2, 5, 5], 'complex64'), summary }), { part: 'phase' });
  assert.deepEqual(aspectOf({ view: view(), geometry: geometry([2, 5, 5], 'complex64'), summary }), {});
  const picture = geometry([2, 5, 5, 3]);
  assert.deepEqual(aspectOf({ view: view({ show: 'rgb' }), geometry: picture, summary }), { channel: 3, between: null });
  assert.deepEqual(aspectOf({ view: view({ show: 'rgb', limits: 'array' }), geometry: picture, summary: null }), { channel: 3, between: null });
  assert.deepEqual(aspectOf({ view: view({ show: 'rgb', limits: 'array' }), geometry: picture, summary }).between, [0, 2 ** 53]);
  assert.deepEqual(aspectOf({ view: view({ show: 'rgb', limits: 'typed', between: [0, 2] }), geometry: picture, summary }).between, [0, 2]);
});

test('a real array has parts while a complex one is compared with it', () => {
  const real = { ...geometry([2, 5, 5]), id: 'a' };
  const arrays = [{ id: 'z', shape: [2, 5, 5], dtype: 'complex128' }, { id: 'b', shape: [2, 5, 5], dtype: 'uint8' }];
  const state = (other) => ({ arrays, geometry: real, summary: null, view: view({ array: 'a', at: [0, 0, 0], part: 'phase', other }) });
  assert.deepEqual([hasParts(state('z')), hasParts(state('b')), hasParts(state(null))], [true, false, false]);
  assert.deepEqual(aspectOf(state('z')), { part: 'phase' });
  assert.deepEqual([selectionOf(state('z')).part, ownSelectionOf(state('z')).part], ['phase', undefined]);
});

test('another aspect is another picture, and the index among the colours is not', () => {
  const plain = { rows: 1, columns: 2, at: [0, 3, 4, 1] };
  const colours = { ...plain, channel: 3, between: null };
  const keys = [plain, colours, { ...colours, between: [0, 1] }, { ...plain, part: 'real' }].map(pictureKey);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(pictureKey({ ...colours, at: [0, 9, 9, 2] }), pictureKey(colours));
  assert.equal(roleOf(colours, 3), 'colours');
  assert.equal(roleOf(plain, 3), 'hidden');
});
