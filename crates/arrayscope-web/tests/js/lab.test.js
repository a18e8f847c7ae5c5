import assert from 'node:assert/strict';
import { test } from 'node:test';

import { BASES, baseOf, elementsOf, indexOfPosition, startLab, writeElement } from '../../assets/model/lab.js';

const VIEW = { kind: 'view', shape: [3, 4], strides: [32, 8] };

test('a change through a view is seen through both, as in the lesson', () => {
  const { base, result, shared } = startLab(baseOf('arange'), VIEW, false);
  writeElement(result, 0, 999);
  assert.ok(shared);
  assert.equal(elementsOf(base)[0], 999);
  writeElement(base, 11, -1);
  assert.equal(elementsOf(result)[11], -1);
});

test('a copy changes alone, whether it was forced or asked for', () => {
  for (const [id, reshape, copied] of [['arange', VIEW, true], ['transposed', { kind: 'copy', shape: [12], strides: [8] }, false]]) {
    const { base, result, shared } = startLab(baseOf(id), reshape, copied);
    const before = elementsOf(base);
    assert.deepEqual(elementsOf(result), before);
    writeElement(result, 3, 999);
    assert.ok(!shared);
    assert.deepEqual(elementsOf(base), before);
    assert.equal(elementsOf(result)[3], 999);
  }
});

test('every base has at most 24 elements and shows what NumPy would', () => {
  assert.deepEqual(elementsOf(startLab(baseOf('transposed'), VIEW, true).base), [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11]);
  assert.deepEqual(elementsOf(startLab(baseOf('stepped'), { kind: 'view', shape: [3, 4], strides: [64, 16] }, false).result),
    [0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22]);
  assert.deepEqual(elementsOf(startLab(baseOf('flipped'), { kind: 'view', shape: [2, 6], strides: [-48, -8] }, false).result),
    [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
  assert.ok(BASES.every(({ memory }) => memory <= 24));
  assert.equal(baseOf('nothing').id, 'arange');
});

test('a position has the index of C order', () => {
  assert.deepEqual(indexOfPosition([2, 3, 2], 7), [1, 0, 1]);
  assert.deepEqual(indexOfPosition([], 0), []);
});
