import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasNone, placeText, rangesAround } from '../../assets/model/places.js';

test('a note says where it is, and of what', () => {
  assert.equal(placeText({ of: 'nan', measured: 'value', index: [3, 0] }), 'The first NaN is at [3, 0]');
  assert.equal(placeText({ of: 'neg_inf', measured: 'value', index: null }), 'There is no \u2212Inf in this array');
  assert.equal(placeText({ of: 'min', measured: 'magnitude', index: [4] }), 'The minimum of the magnitude is at [4]');
  assert.equal(placeText({ of: 'max', measured: 'value', index: null }), 'There is no finite value in this array');
});

test('what the summary has none of cannot be gone to', () => {
  const summary = { count: 3, nan: 0, pos_inf: 2, neg_inf: '0' };
  assert.deepEqual(['nan', 'pos_inf', 'neg_inf', 'min', 'max'].map((of) => hasNone(of, summary)), [true, false, true, false, false]);
  assert.equal(hasNone('max', { ...summary, count: 0 }), true);
  for (const unknown of [null, { kind: 'too large', message: 'no' }]) {
    assert.equal(hasNone('nan', unknown), false);
  }
});

test('a zoom ends where the place would not be seen', () => {
  const view = { rows: 1, columns: 2, row_range: [10, 20], column_range: [0, 5] };
  assert.deepEqual(rangesAround(view, [0, 10, 5]), { row_range: [10, 20], column_range: null });
  assert.deepEqual(rangesAround({ ...view, rows: null }, [0, 10, 4]), { row_range: null, column_range: [0, 5] });
});
