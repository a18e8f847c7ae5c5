import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseLimits, clippedText } from '../../assets/colours/all.js';
import { DEFAULT_VIEW } from '../../assets/state/query.js';

const frame = { of: 'value', min: 1, max: 5, selection: { rows: 1, columns: 2, at: [0, 0, 0] } };
const choose = (view, rest = {}) => chooseLimits({
  view: { ...DEFAULT_VIEW, rows: 1, columns: 2, at: [0, 0, 0], ...view }, frame, summary: null, levels: null, map: 'viridis', ...rest,
});
const ends = ({ drawn }) => [drawn.low, drawn.high];

test('limits of this cross-section are its extremes', () => {
  const { text, ...found } = choose({});
  assert.deepEqual(ends(found), [1, 5]);
  assert.equal(text, '1 to 5: the smallest and largest finite value of this cross-section');
});

test('limits of the whole array are exact once it was read, and until then it is said', () => {
  assert.match(choose({ limits: 'array' }).text, /the whole array is being read/);
  const known = choose({ limits: 'array' }, { summary: { min: -7, max: 9 } });
  assert.deepEqual(ends(known), [-7, 9]);
  assert.match(known.text, /of the whole array$/);
});

test('percentiles and deviations come from the levels', () => {
  const levels = { mean: 3, std: 0.5, percentiles: [{ percent: 2, value: 1.5 }, { percent: 98, value: 4.5 }] };
  const percentiles = choose({ limits: 'percentiles' }, { levels });
  assert.deepEqual(ends(percentiles), [1.5, 4.5]);
  assert.match(percentiles.text, /percentiles 2 and 98 of this cross-section/);
  assert.deepEqual(ends(choose({ limits: 'deviation', deviations: 3 }, { levels })), [1.5, 4.5]);
  assert.match(choose({ limits: 'deviation' }).text, /being computed/);
});

test('typed limits are those that were typed, also on a diverging map', () => {
  assert.deepEqual(ends(choose({ limits: 'typed', between: [-1, 9] }, { map: 'blue-red' })), [-1, 9]);
});

test('a diverging map has zero in the middle', () => {
  const found = choose({}, { map: 'blue-red' });
  assert.deepEqual(ends(found), [-5, 5]);
  assert.match(found.text, /0 is in the middle/);
});

test('held limits stay while the slider moves, and tell where they are from', () => {
  const held = { low: 0, high: 100, at: [3, 0, 0] };
  const found = choose({ held });
  assert.deepEqual(ends(found), [0, 100]);
  assert.match(found.text, /of arr\[3, :, :\], held while sliding/);
  // The crosshair alone does not make another cross-section.
  assert.deepEqual(ends(choose({ held: { ...held, at: [0, 9, 9] } })), [1, 5]);
  assert.deepEqual(ends(choose({ held, lock: false })), [1, 5]);
});

test('one value is nothing to hold', () => {
  const flat = choose({}, { frame: { ...frame, min: 2, max: 2 } });
  assert.equal(flat.own, null);
  assert.match(flat.text, /^One colour/);
  assert.deepEqual(choose({}).own, { low: 1, high: 5 });
});

test('nothing finite has no limits', () => {
  const none = choose({}, { frame: { ...frame, min: 'NaN', max: 'NaN' } });
  assert.equal(none.drawn, null);
  assert.match(none.text, /^No limits/);
});

test('clipped cells are counted on each side', () => {
  assert.equal(clippedText({ below: 1, above: 12 }, String), 'clipped: 1 cell below, 12 above');
  assert.equal(clippedText({ below: 0, above: 0 }, String), '');
});
