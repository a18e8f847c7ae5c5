import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, columnsFor, indicesOf, inkOn, stepOf } from '../../assets/model/elements.js';

test('the table stands around the crosshair, within the array', () => {
  assert.deepEqual(around(10, 28, 5), [8, 13]);
  assert.deepEqual(around(0, 28, 5), [0, 5]);
  assert.deepEqual(around(27, 28, 5), [23, 28]);
  assert.deepEqual(around(1, 3, 5), [0, 3]);
  const size = { character: 7, padding: 13 };
  assert.equal(columnsFor(1000, 'float32', size), 11);
  assert.equal(columnsFor(330, 'float64', size), 3);
  assert.equal(columnsFor(100, 'complex128', size), 3);
  // Texts that turn out longer leave room for fewer columns; shorter ones change nothing.
  assert.equal(columnsFor(1000, 'int64', size, 20), 5);
  assert.equal(columnsFor(1000, 'float32', size, 3), 11);
});

test('arrow keys move along the axes that are shown', () => {
  const selection = { rows: 2, columns: 0, at: [0, 0, 0] };
  const flip = { rows: false, columns: true };
  assert.deepEqual(stepOf('ArrowDown', selection, flip), { axis: 2, by: 1 });
  assert.deepEqual(stepOf('ArrowLeft', selection, flip), { axis: 0, by: 1 });
  assert.equal(stepOf('ArrowUp', { ...selection, rows: null }, flip), null);
  assert.equal(stepOf('Enter', selection, flip), null);
  assert.deepEqual(indicesOf({ start: 3, stop: 6 }, true), [5, 4, 3]);
});

test('text on a colour is black or white, whichever is read', () => {
  assert.equal(inkOn(0xffffffff), '#000000');
  assert.equal(inkOn(0xff540144), '#ffffff');
  assert.equal(inkOn(0xff24e7fd), '#000000');
});
