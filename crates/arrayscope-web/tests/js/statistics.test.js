import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decodeNpy } from '../../assets/server/npy.js';
import { around, isPlane, planeAxes, planeOf, questionOf } from '../../assets/model/statistics.js';
import { numpyExpression, numpyLines, pythonStatistics, shellStatistics } from '../../assets/text/statistics.js';

function npy(descr, shape, values) {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`.padEnd(117) + '\n';
  const bytes = new Uint8Array(10 + header.length + values.byteLength);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, header.length, 0]);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(new Uint8Array(values.buffer), 10 + header.length);
  return bytes.buffer;
}

test('a file of the server is read with its shape, and nothing else is', () => {
  assert.deepEqual(decodeNpy(npy('<f8', '(2, 2)', new Float64Array([1, 2, 3, NaN]))), { shape: [2, 2], values: new Float64Array([1, 2, 3, NaN]) });
  assert.deepEqual(decodeNpy(npy('<i8', '(1,)', new BigInt64Array([-9007199254740993n]))).values[0], -9007199254740993n);
  assert.deepEqual(decodeNpy(npy('<f8', '()', new Float64Array([7]))).shape, []);
  assert.throws(() => decodeNpy(npy('<f4', '(2,)', new Float64Array([1, 2]))), /<f4/);
  assert.throws(() => decodeNpy(npy('<f8', '(3,)', new Float64Array([1, 2]))), /expected 8/);
  assert.throws(() => decodeNpy(new ArrayBuffer(4)), /no .npy/);
});

test('the plane shows the axes of the cross-section where they are left', () => {
  const selection = { rows: 1, columns: 2, at: [3, 10, 17, 1] };
  assert.deepEqual(planeAxes(selection, 0), { kept: [1, 2, 3], rows: 1, columns: 2 });
  assert.deepEqual(planeAxes(selection, 1), { kept: [0, 2, 3], rows: 3, columns: 2 });
  assert.deepEqual(planeAxes(selection, 2), { kept: [0, 1, 3], rows: 1, columns: 3 });
  assert.deepEqual(planeAxes({ rows: 0, columns: 1, at: [0, 0, 0] }, 0), { kept: [1, 2], rows: 2, columns: 1 });
});

test('its cells are those of the result at the sliders', () => {
  const plane = planeOf({ shape: [28, 28, 3], values: [] }, { kept: [1, 2, 3], rows: 1, columns: 2 }, [3, 10, 17, 1]);
  assert.deepEqual([plane.rows, plane.columns, plane.position(0, 0), plane.position(2, 5)], [28, 28, 1, (2 * 28 + 5) * 3 + 1]);
  const turned = planeOf({ shape: [4, 5], values: [] }, { kept: [1, 2], rows: 2, columns: 1 }, [0, 0, 0]);
  assert.deepEqual([turned.rows, turned.columns, turned.position(3, 1)], [5, 4, 8]);
});

test('a window around an index stays inside', () => {
  assert.deepEqual(around(0, 100, 10), { first: 0, end: 10 });
  assert.deepEqual(around(50, 100, 10), { first: 45, end: 55 });
  assert.deepEqual(around(99, 100, 10), { first: 90, end: 100 });
  assert.deepEqual(around(1, 3, 10), { first: 0, end: 3 });
});

test('only a picture depends on the statistic', () => {
  const view = { along: 0, reduce: 'over', statistic: 'std' };
  assert.equal(questionOf(view, 4), '0|over|std');
  assert.equal(questionOf({ ...view, reduce: 'along' }, 4), '0|along|');
  assert.ok(!isPlane(view, 2) && isPlane(view, 3));
});

test('the lines give the same numbers', () => {
  const file = { file: "it's.npz", member: 'x', index: '::2' };
  const question = { named: file, format: 'npz', ndim: 3, axis: 0, along: false, statistic: 'mean', finite: true };
  assert.equal(numpyExpression(question), 'a.mean(axis=0, dtype=np.float64)');
  assert.equal(numpyExpression({ ...question, along: true, statistic: 'max' }), 'a.max(axis=(1, 2))');
  assert.equal(numpyExpression({ ...question, ndim: 2, along: true, statistic: 'nan' }), 'np.isnan(a).sum(axis=(1,))');
  assert.equal(numpyExpression({ ...question, finite: false, statistic: 'min' }), 'np.nanmin(np.where(np.isfinite(a), a, np.nan), axis=0)');
  assert.equal(numpyLines(question), 'import numpy as np\n\na = np.load("it\'s.npz")["x"][::2]\nx = a.mean(axis=0, dtype=np.float64)\n');
  assert.match(pythonStatistics({ ...question, along: true }), /x = arrayscope\.profile\(a, 0\)\.mean/);
  assert.equal(shellStatistics(question), "arrayscope stats 'it'\\''s.npz::x[::2]' --axis 0 --statistics mean --format csv");
  const sample = { ...question, named: { sample: 4, seed: 0 }, along: true };
  assert.equal(shellStatistics(sample), 'arrayscope sample 4 -o sample-4d.npy && arrayscope stats sample-4d.npy --axis 0 --along --statistics mean --format csv');
});
