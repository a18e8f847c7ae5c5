import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carrySeen, partOf, rangesOf, readSeen, repairRange, repairSeen, sliceText, writeSeen } from '../../assets/state/seen.js';

const FORWARDS = { rows: false, columns: false };

test('a range is repaired to one that the axis has, and all of it is none', () => {
  const table = [
    [null, 10, null], [[0, 10], 10, null], [[-4, 99], 10, null], [[2, 5], 10, [2, 5]], [[2, 99], 10, [2, 10]],
    [[7, 3], 10, [7, 8]], [[99, 100], 10, [9, 10]], [['3', ''], 10, [3, 10]], [['', '4'], 10, [0, 4]], [['x', 4.9], 10, [0, 4]],
    [[0, 5], 0, null], [[0, 5], 1, null],
  ];
  for (const [range, length, expected] of table) {
    assert.deepEqual(repairRange(range, length), expected, `${range} of ${length}`);
  }
});

test('the ranges of a URL are those of the axes shown', () => {
  const view = { row_range: [5, 99], column_range: [1, 3] };
  assert.deepEqual(repairSeen(view, { rows: 2, columns: 0 }, [3, 9, 20]), { row_range: [5, 20], column_range: [1, 3] });
  assert.deepEqual(repairSeen(view, { rows: null, columns: 0 }, [3]), { row_range: null, column_range: [1, 3] });
  assert.deepEqual(repairSeen({}, { rows: 0, columns: 1 }, [3, 3]), { row_range: null, column_range: null });
});

test('ranges and directions stay with their axes', () => {
  const view = { rows: 1, columns: 2, row_range: [1, 3], column_range: [4, 6], flip: { rows: true, columns: false } };
  assert.deepEqual(carrySeen(view, { rows: 2, columns: 1 }), { row_range: [4, 6], column_range: [1, 3], flip: { rows: false, columns: true } });
  assert.deepEqual(carrySeen(view, { rows: 1, columns: 0 }), { row_range: [1, 3], column_range: null, flip: { rows: true, columns: false } });
});

test('a zoom and ranges are the same thing', () => {
  const frame = { rows: { length: 10 }, columns: { length: 20 } };
  assert.equal(partOf({ row_range: null, column_range: null }, frame), null);
  const part = { rows: [0, 10], columns: [4, 6] };
  assert.deepEqual(rangesOf(part, frame), { row_range: null, column_range: [4, 6] });
  assert.deepEqual(partOf(rangesOf(part, frame), frame), part);
  assert.deepEqual(rangesOf(null, frame), { row_range: null, column_range: null });
});

test('a slice of NumPy says the range and the direction', () => {
  assert.equal(sliceText(null, false), ':');
  assert.equal(sliceText([10, 50], false), '10:50');
  assert.equal(sliceText(null, true), '::-1');
  assert.equal(sliceText([10, 50], true), '49:9:-1');
  assert.equal(sliceText([0, 50], true), '49::-1');
});

test('what is seen survives the URL, and what cannot be read is everything', () => {
  const view = { row_range: [10, 50], column_range: null, flip: { rows: true, columns: true } };
  const written = writeSeen(view);
  assert.deepEqual(written, [['row_range', '10:50'], ['flip', 'rows,columns']]);
  assert.deepEqual(readSeen(new URLSearchParams(written)), view);
  assert.deepEqual(readSeen(new URLSearchParams('row_range=5:5&column_range=-1:4&flip=both')), { row_range: null, column_range: null, flip: FORWARDS });
});
