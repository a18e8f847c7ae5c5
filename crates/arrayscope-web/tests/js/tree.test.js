import assert from 'node:assert/strict';
import { test } from 'node:test';
import { around, FEWEST, linesOf, rowsOf, search, treesOf } from '../../assets/model/tree.js';

const entry = (member, more = {}) => ({
  id: member, source: 'file', file: 'a.h5', member, address: `a.h5::${member}`, shape: [2, 3], dtype: 'float32', nbytes: 24, chunk_shape: null, codecs: [], ...more,
});

const ARRAYS = ['train/x', 'train/y', '/test/deep/x', 'test/deep/y', 'mean', 'test/z'].map((member) => entry(member));
const names = (rows) => rows.map(({ node, level }) => `${'>'.repeat(level)}${node.name}`);

test('slashes make groups, in the order of the file', () => {
  const trees = treesOf(ARRAYS);
  assert.deepEqual(names(rowsOf(trees, new Set())), ['>a.h5']);
  const all = new Set(['file|a.h5', 'file|a.h5/train', 'file|a.h5/test', 'file|a.h5/test/deep']);
  assert.deepEqual(names(rowsOf(trees, all)), ['>a.h5', '>>train', '>>>x', '>>>y', '>>test', '>>>deep', '>>>>x', '>>>>y', '>>>z', '>>mean']);
  const [, train] = rowsOf(trees, all);
  assert.deepEqual([train.position, train.of, train.node.count, train.node.entry], [1, 3, 2, null]);
});

test('files with few arrays, and what is in no file, are left to the list', () => {
  assert.deepEqual(treesOf(ARRAYS.slice(0, FEWEST - 1)), []);
  assert.deepEqual(treesOf(ARRAYS.map((one) => ({ ...one, file: null }))), []);
});

test('two files are two trees, and an upload of the same name is a third', () => {
  const files = ['a.h5', 'b.h5'].flatMap((file) => ARRAYS.map((one) => ({ ...one, file })));
  assert.equal(treesOf([...files, ...ARRAYS.map((one) => ({ ...one, source: 'upload' }))]).length, 3);
});

test('an array may be a group, too, and keeps its own place', () => {
  const trees = treesOf([...ARRAYS, entry('mean/by_row')]);
  const rows = rowsOf(trees, new Set(['file|a.h5', 'file|a.h5/mean']));
  assert.deepEqual(names(rows).slice(-2), ['>>mean', '>>>by_row']);
  assert.equal(rows.at(-2).node.entry.id, 'mean');
});

test('the groups around an array are known, from the file on', () => {
  assert.deepEqual(around(treesOf(ARRAYS), 'test/deep/y'), ['file|a.h5', 'file|a.h5/test', 'file|a.h5/test/deep']);
  assert.deepEqual(around(treesOf(ARRAYS), 'sample-4d'), []);
});

test('every word of a search is in the name, the dtype, the shape or the codecs', () => {
  const trees = treesOf([...ARRAYS, entry('mask', { dtype: 'bool', codecs: ['zstd'] })]);
  assert.deepEqual(search(trees, ' DEEP x ').rows.map(({ node }) => node.name), ['/test/deep/x']);
  assert.deepEqual(search(trees, 'zstd').rows.map(({ node }) => node.name), ['mask']);
  assert.equal(search(trees, '(2, 3)').rows.length, 7);
  assert.deepEqual(search(trees, 'nothing of the kind'), { rows: [], more: 0 });
});

test('what is left out of a search is counted', () => {
  const many = treesOf(Array.from({ length: 250 }, (_, place) => entry(`w/${place}`)));
  assert.equal(search(many, 'w').rows.length, 100);
  assert.equal(search(many, 'w').more, 150);
});

test('an array is told with its size, and with how it is kept where that is more than one piece', () => {
  assert.deepEqual(linesOf(entry('a')), ['(2, 3) float32 · 24 bytes']);
  const kept = entry('a', { shape: [60000], nbytes: 47e6, chunk_shape: [1000], codecs: ['shuffle', 'gzip'] });
  assert.deepEqual(linesOf(kept), ['(60000,) float32 · 47 MB', 'chunks (1000,) · shuffle · gzip']);
});
