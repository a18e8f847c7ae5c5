import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  clampIndex, focusedAxis, indexAt, indexText, numpyText, pictureKey, repairSelection, roleOf,
  showAxis, swapShown,
} from '../../assets/state/axes.js';

const IMAGES = { shape: [32, 28, 28, 3], fallback: { rows: 1, columns: 2, at: [0, 0, 0, 0] } };

test('no wish gives the default cross-section', () => {
  assert.deepEqual(repairSelection(null, IMAGES.shape, IMAGES.fallback), { rows: 1, columns: 2, at: [0, 0, 0, 0] });
});

test('a selection that fits is kept', () => {
  const wanted = { rows: 3, columns: 0, at: [31, 27, 0, 2] };
  assert.deepEqual(repairSelection(wanted, IMAGES.shape, IMAGES.fallback), wanted);
});

test('indices beyond the shape go to the last element', () => {
  const repaired = repairSelection({ at: [99, -4, 28, 3] }, IMAGES.shape, IMAGES.fallback);
  assert.deepEqual(repaired.at, [31, 0, 27, 2]);
});

test('indices that are missing come from the default', () => {
  const repaired = repairSelection({ at: [5] }, [32, 28, 28], { rows: 1, columns: 2, at: [0, 14, 0] });
  assert.deepEqual(repaired.at, [5, 14, 0]);
});

test('an index for every axis of a larger array is cut to this one', () => {
  assert.deepEqual(repairSelection({ at: [1, 2, 3, 4, 5] }, [4, 4], { rows: 0, columns: 1, at: [0, 0] }).at, [1, 2]);
});

test('the same axis twice is given another for the columns', () => {
  for (const axis of [0, 1, 2, 3]) {
    const repaired = repairSelection({ rows: axis, columns: axis }, IMAGES.shape, IMAGES.fallback);
    assert.equal(repaired.rows, axis);
    assert.notEqual(repaired.columns, axis);
  }
});

test('every wish for two axes gives two different axes of the array', () => {
  for (let ndim = 2; ndim <= 5; ndim += 1) {
    const shape = Array(ndim).fill(2);
    const fallback = { rows: ndim - 2, columns: ndim - 1, at: shape.map(() => 0) };
    for (const rows of [null, undefined, -1, 0, 1, 2, 9, 1.5]) {
      for (const columns of [null, undefined, -1, 0, 1, 2, 9, 1.5]) {
        const repaired = repairSelection({ rows, columns, at: [] }, shape, fallback);
        assert.ok(repaired.rows !== repaired.columns, `${ndim} ${rows} ${columns}`);
        for (const axis of [repaired.rows, repaired.columns]) {
          assert.ok(Number.isInteger(axis) && axis >= 0 && axis < ndim, `${ndim} ${rows} ${columns}`);
        }
        if (Number.isInteger(rows) && rows >= 0 && rows < ndim) {
          assert.equal(repaired.rows, rows);
        }
      }
    }
  }
});

test('a scalar shows no axis and a vector shows one as columns', () => {
  assert.deepEqual(repairSelection({ rows: 1, columns: 0, at: [3] }, [], { rows: null, columns: null, at: [] }),
    { rows: null, columns: null, at: [] });
  assert.deepEqual(repairSelection({ rows: 0, at: [200] }, [128], { rows: null, columns: 0, at: [0] }),
    { rows: null, columns: 0, at: [127] });
});

test('an empty axis has index 0', () => {
  assert.deepEqual(repairSelection({ at: [4, 2] }, [0, 3], { rows: 0, columns: 1, at: [0, 0] }).at, [0, 2]);
});

test('an index that is no number is 0', () => {
  for (const value of ['', 'x', Number.NaN, null, undefined, Infinity]) {
    assert.equal(clampIndex(value, 5), 0);
  }
  assert.equal(clampIndex('3', 5), 3);
  assert.equal(clampIndex(2.9, 5), 2);
});

test('choosing the axis of the other side swaps the two', () => {
  assert.deepEqual(showAxis({ rows: 1, columns: 2, at: [0, 0, 0] }, 'rows', 2), { rows: 2, columns: 1, at: [0, 0, 0] });
  assert.deepEqual(showAxis({ rows: 1, columns: 2, at: [0, 0, 0] }, 'columns', 0), { rows: 1, columns: 0, at: [0, 0, 0] });
});

test('the text of a cross-section is what NumPy writes', () => {
  assert.equal(numpyText({ rows: 1, columns: 2, at: [0, 9, 9, 1] }), 'arr[0, :, :, 1]');
  assert.equal(numpyText({ rows: 2, columns: 1, at: [0, 9, 9, 1] }), 'arr[0, :, :, 1].T');
  assert.equal(numpyText({ rows: null, columns: 0, at: [4] }), 'arr[:]');
  assert.equal(numpyText({ rows: null, columns: null, at: [] }), 'arr[()]');
  assert.equal(indexText([0, 3, 4, 1]), 'arr[0, 3, 4, 1]');
  const seen = { row_range: [10, 50], column_range: null, flip: { rows: true, columns: true } };
  assert.equal(numpyText({ rows: 1, columns: 2, at: [0, 9, 9, 1] }, seen), 'arr[0, 49:9:-1, ::-1, 1]');
  assert.equal(numpyText({ rows: 2, columns: 1, at: [0, 9, 9, 1] }, seen), 'arr[0, ::-1, 49:9:-1, 1].T');
});

test('a cell knows its full index', () => {
  assert.deepEqual(indexAt({ rows: 1, columns: 2, at: [7, 0, 0, 1] }, 3, 4), [7, 3, 4, 1]);
  assert.deepEqual(indexAt({ rows: 2, columns: 1, at: [7, 0, 0, 1] }, 3, 4), [7, 4, 3, 1]);
  assert.deepEqual(indexAt({ rows: null, columns: 0, at: [0] }, 0, 5), [5]);
  assert.deepEqual(indexAt({ rows: null, columns: null, at: [] }, 0, 0), []);
});

test('only hidden axes make another picture', () => {
  const picture = (at) => pictureKey({ rows: 1, columns: 2, at });
  assert.equal(picture([0, 5, 6, 1]), picture([0, 7, 8, 1]));
  assert.notEqual(picture([0, 5, 6, 1]), picture([1, 5, 6, 1]));
  assert.notEqual(pictureKey({ rows: 1, columns: 2, at: [0, 0, 0] }), pictureKey({ rows: 2, columns: 1, at: [0, 0, 0] }));
});

test('each axis has one role', () => {
  const selection = { rows: 2, columns: 0, at: [0, 0, 0] };
  assert.deepEqual([0, 1, 2].map((axis) => roleOf(selection, axis)), ['columns', 'hidden', 'rows']);
});

test('swapping twice changes nothing, and what shows one axis has nothing to swap', () => {
  const selection = { rows: 1, columns: 2, at: [0, 5, 6] };
  assert.deepEqual(swapShown(selection), { rows: 2, columns: 1, at: [0, 5, 6] });
  assert.deepEqual(swapShown(swapShown(selection)), selection);
  assert.deepEqual(swapShown({ rows: null, columns: 0, at: [3] }), { rows: null, columns: 0, at: [3] });
});

test('keys move the focused axis, else the first that chooses the picture, else the columns', () => {
  const selection = { rows: 2, columns: 3, at: [0, 0, 0, 0] };
  assert.equal(focusedAxis(3, selection, [1, 5, 6, 7]), 3);
  assert.equal(focusedAxis(null, selection, [1, 5, 6, 7]), 1);
  assert.equal(focusedAxis(9, selection, [1, 5, 6, 7]), 1);
  assert.equal(focusedAxis(null, { rows: 0, columns: 1, at: [0, 0] }, [4, 4]), 1);
  assert.equal(focusedAxis(null, { rows: null, columns: null, at: [] }, []), null);
});
