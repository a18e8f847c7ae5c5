import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstChoice, missingText, nameOfArray, resolveArray } from '../../assets/state/sources.js';

const arrays = [
  { id: 'a1', address: 'patches.npy', source: 'file', shape: [4] },
  { id: 'b2', address: 'run.npz::x', source: 'file', shape: [4, 4] },
  { id: 'c3', address: 'twice.npy', source: 'file', shape: [] },
  { id: 'd4', address: 'twice.npy', source: 'upload', shape: [] },
  { id: 'sample-4d', address: 'sample-4d', source: 'sample', shape: [1, 1, 1, 1] },
];

test('an array is found by its id and by an address that it alone has', () => {
  assert.deepEqual(['a1', 'patches.npy', 'run.npz::x', 'sample-4d'].map((name) => resolveArray(arrays, name)),
    ['a1', 'a1', 'b2', 'sample-4d']);
  assert.deepEqual(['twice.npy', 'nope', null].map((name) => resolveArray(arrays, name)), [null, null, null]);
});

test('the URL has the address, or the id where two arrays share it', () => {
  assert.deepEqual(arrays.map(({ id }) => nameOfArray(arrays, id)),
    ['patches.npy', 'run.npz::x', 'c3', 'd4', 'sample-4d']);
  assert.equal(nameOfArray(arrays, null), null);
});

test('an address that is the id of another array is not written', () => {
  const odd = [...arrays, { id: 'e5', address: 'a1', source: 'upload', shape: [] }];
  assert.equal(nameOfArray(odd, 'e5'), 'e5');
});

test('an array that is not there is told with what is shown instead', () => {
  assert.equal(missingText(arrays, 'nope', 'patches.npy'), "there is no array 'nope' here; showing patches.npy");
  assert.equal(missingText(arrays, 'twice.npy', 'patches.npy'), "2 arrays here are called 'twice.npy'; showing patches.npy");
});

test('files are shown before samples', () => {
  assert.equal(firstChoice(arrays).id, 'a1');
  assert.equal(firstChoice(arrays.slice(4)).id, 'sample-4d');
});
