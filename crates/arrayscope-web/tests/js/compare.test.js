import assert from 'node:assert/strict';
import test from 'node:test';

import { DEFAULT_COMPARISON, integerDifference, otherAfter, otherOf, secondId, sharedText, titlesOf, whyNot, writeComparison,  } from '../../assets/model/compare.js';
import { paintedOf } from '../../assets/model/painted.js';

const arrays = [
  { id: 'a1', address: 'a.npy', shape: [4, 2, 2], dtype: 'float32' },
  { id: 'b2', address: 'b.npy', shape: [4, 2, 2], dtype: 'uint8' },
  { id: 'c3', address: 'c.npy', shape: [2, 2], dtype: 'float32' },
];
const [geometry] = arrays;
const frameOf = (id, at, min, max) => ({ id, of: 'value', numpy: `arr[${at}, :, :]`, selection: { rows: 1, columns: 2, at: [at, 0, 0] }, min, max });

function stateOf(view, rest = {}) {
  return {
    arrays, geometry, view: { array: 'a1', ...DEFAULT_COMPARISON, colormap: 'viridis', limits: 'slice', other: 'b2', ...view },
    frame: frameOf('a1', 0, 0, 5), second: frameOf('b2', 0, -1, 'NaN'), detail: null, secondDetail: null, histograms: null,
    secondHistograms: null, summary: { min: 0, max: 5 }, otherSummary: { min: -9, max: 2 }, comparison: { min: -3, max: 1 },
    comparedFailure: null, crosshair: null, comparedCrosshair: null, flipped: false, ...rest,
  };
}

test('arrays that cannot be compared say why not', () => {
  assert.equal(whyNot(arrays[1], geometry), null);
  assert.equal(whyNot(geometry, geometry), 'is on display');
  assert.equal(whyNot(arrays[2], geometry), 'has the shape (2, 2)');
  assert.equal(whyNot({ id: 'd', shape: [4, 2, 2], dtype: '<U3' }, geometry), '<U3 is not compared');
  for (const dtype of ['complex64', 'bool', 'int64', 'bfloat16', 'float8_e4m3fn', 'float16']) {
    assert.equal(whyNot({ id: 'd', shape: [4, 2, 2], dtype }, geometry), null);
  }
});

test('an array that is gone or of another shape is not compared', () => {
  assert.equal(otherOf(stateOf({}))?.id, 'b2');
  assert.equal(otherOf(stateOf({ other: 'c3' })), null);
  assert.equal(otherOf(stateOf({ other: 'nothing' })), null);
  assert.equal(secondId(stateOf({ compare: 'difference' })), 'a1-minus-b2');
});

test('opening the second of two swaps them, and what does not fit is let go', () => {
  assert.equal(otherAfter(stateOf({}), 'b2'), 'a1');
  assert.equal(otherAfter(stateOf({}), 'c3'), null);
  assert.equal(otherAfter(stateOf({ other: null }), 'b2'), null);
});

test('without another array nothing of the comparison is in the URL', () => {
  assert.deepEqual(writeComparison({ ...DEFAULT_COMPARISON, compare: 'flicker', rate: 4 }), []);
});

test('two pictures share the extremes of both', () => {
  const painted = paintedOf(stateOf({}));
  assert.deepEqual([painted.frame.min, painted.frame.max, painted.beside.frame.min, painted.beside.frame.max], [-1, 5, -1, 5]);
  assert.deepEqual([painted.summary.min, painted.summary.max], [-9, 5]);
  assert.equal(painted.beside.frame.id, 'a1');
  assert.deepEqual(titlesOf(painted), ['A · a.npy', 'B · b.npy']);
  assert.equal(sharedText(painted), 'of both arrays');
});

test('the very same objects come back while nothing changes', () => {
  const state = stateOf({});
  const next = { ...state, note: 'x' };
  assert.equal(paintedOf(state).frame, paintedOf(next).frame);
  assert.equal(paintedOf(state).beside.frame, paintedOf(next).beside.frame);
});

test('a difference is painted in a diverging map, under the id of the array on display', () => {
  const second = frameOf('a1-minus-b2', 0, -3, 1);
  const painted = paintedOf(stateOf({ compare: 'difference' }, { second }));
  assert.deepEqual([painted.frame.id, painted.frame.from, painted.view.colormap], ['a1', 'a1-minus-b2', 'blue-red']);
  assert.equal(painted.frame.numpy, 'a[0, :, :] - b[0, :, :]');
  assert.deepEqual(painted.summary, { min: -3, max: 1 });
  assert.equal(paintedOf(stateOf({ compare: 'difference', colormap: 'purple-green' }, { second })).view.colormap, 'purple-green');
});

test('magnitude and phase of a complex difference keep the map that was chosen', () => {
  const part = (of, numpy) => {
    const frames = [frameOf('a1', 0, 0, 5), frameOf('a1-minus-b2', 0, 0, 5)].map((frame) => ({ ...frame, of, numpy, selection: { ...frame.selection, part: of } }));
    return paintedOf(stateOf({ compare: 'difference', part: of }, { frame: frames[0], second: frames[1] }));
  };
  const phase = part('phase', 'np.angle(arr[0, :, :])');
  assert.deepEqual([phase.view.colormap, phase.frame.numpy, phase.geometry.dtype], ['viridis', 'np.angle((a - b)[0, :, :])', 'complex128']);
  assert.equal(part('real', 'arr[0, :, :].real').view.colormap, 'blue-red');
});

test('until the second picture is there the two of the step before stay', () => {
  paintedOf(stateOf({}));
  const ahead = paintedOf(stateOf({}, { frame: frameOf('a1', 1, 0, 9) }));
  assert.equal(ahead.frame.numpy, 'a[0, :, :]');
  const failed = paintedOf(stateOf({}, { frame: frameOf('a1', 1, 0, 9), comparedFailure: { kind: 'unreadable', message: '' } }));
  assert.equal(failed.frame.numpy, 'arr[1, :, :]');
});

test('a flicker paints one of the two in the same place', () => {
  const view = { compare: 'flicker' };
  assert.equal(paintedOf(stateOf(view)).frame.numpy, 'a[0, :, :]');
  assert.equal(paintedOf(stateOf(view, { flipped: true })).frame.numpy, 'b[0, :, :]');
});

test('integers beyond 2 to the 53 are subtracted exactly', () => {
  assert.equal(integerDifference('9223372036854775807', '-1'), '9223372036854775808');
  assert.equal(integerDifference('True', '3'), '-2');
  assert.equal(integerDifference('1.0', '3'), null);
});

test('a refusal in the place of an element is no element of the difference', () => {
  const second = { ...frameOf('a1-minus-b2', 0, -3, 1) };
  const refused = { kind: 'network', message: 'the server does not answer' };
  const crosshair = { index: [0, 0, 0], text: '5.0' };
  const painted = (rest) => paintedOf(stateOf({ compare: 'difference' }, { second, ...rest })).crosshair;
  assert.equal(painted({ crosshair, comparedCrosshair: refused }), null);
  assert.equal(painted({ crosshair: refused, comparedCrosshair: { ...refused } }), null);
  assert.equal(painted({ crosshair, comparedCrosshair: { index: [0, 0, 0], other: '8.0', difference: '-3.0' } }).text, '-3.0');
});
