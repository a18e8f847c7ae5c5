import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offered, readNames, remembered } from '../../assets/state/recent.js';

const ARRAYS = ['a.npy', 'b.npy', 'twice.npy', 'twice.npy', 'run.npz::x'].map((address, place) => ({ id: `id${place}`, address }));

test('the array that was opened stands first and once', () => {
  assert.deepEqual(remembered([], ARRAYS, 'id0'), ['a.npy']);
  assert.deepEqual(remembered(['a.npy', 'b.npy'], ARRAYS, 'id1'), ['b.npy', 'a.npy']);
  assert.deepEqual(remembered(['b.npy'], ARRAYS, 'id1'), ['b.npy']);
});

test('names that no array has any more are forgotten', () => {
  assert.deepEqual(remembered(['gone.npy', 'b.npy'], ARRAYS, 'id4'), ['run.npz::x', 'b.npy']);
});

test('an array without a name of its own is remembered by its id, for as long as that lives', () => {
  assert.deepEqual(remembered([], ARRAYS, 'id2'), ['id2']);
  assert.deepEqual(remembered(['id2', 'old-id'], ARRAYS, 'id0'), ['a.npy', 'id2']);
});

test('the list does not grow without end', () => {
  const many = Array.from({ length: 40 }, (_, place) => ({ id: `n${place}`, address: `${place}.npy` }));
  assert.equal(remembered(many.map(({ address }) => address), many, 'n30').length, 12);
});

test('what is offered are the newest arrays but the one on display', () => {
  const names = ['a.npy', 'b.npy', 'gone.npy', 'run.npz::x'];
  assert.deepEqual(offered(names, ARRAYS, 'id0').map(({ id }) => id), ['id1', 'id4']);
  assert.deepEqual(offered(names, [], 'id0'), []);
});

test('whatever stands in the storage of the browser gives a list of names', () => {
  assert.deepEqual(readNames('["a", 3, null, "b"]'), ['a', 'b']);
  for (const text of [null, '', 'x', '{}', '7']) {
    assert.deepEqual(readNames(text), []);
  }
});
