import assert from 'node:assert/strict';
import { test } from 'node:test';
import { regionLines, sizeText } from '../../assets/text/region.js';

const file = { named: { file: "it's.npy", member: null, index: null }, format: 'npy' };

test('the lines of a region print what the page shows of it', () => {
  assert.equal(regionLines({ numpy: 'arr[7, 1:4, 2:6].T', of: 'value' }, file), [
    'import numpy as np',
    '',
    'a = np.load("it\'s.npy")',
    'r = a[7, 1:4, 2:6].T',
    'x = r[np.isfinite(r)]',
    'print(x.size, x.mean(dtype=np.float64), x.std(dtype=np.float64), x.min(), x.max())',
    '',
  ].join('\n'));
});

test('a part of complex numbers is taken from the array, a magnitude that nobody asked for, too', () => {
  assert.ok(regionLines({ numpy: 'np.angle(arr[0, :])', of: 'phase' }, file).includes('r = np.angle(a[0, :])\n'));
  assert.ok(regionLines({ numpy: 'arr[0, :].imag', of: 'imaginary' }, file).includes('r = a[0, :].imag\n'));
  assert.ok(regionLines({ numpy: 'arr[0, :]', of: 'magnitude' }, file).includes('r = np.abs(a[0, :])\n'));
  assert.ok(regionLines({ numpy: 'np.abs(arr[0, :])', of: 'magnitude' }, file).includes('r = np.abs(a[0, :])\n'));
});

test('the size of a region is told by the sides that it has', () => {
  const region = { rows: [1, 4], columns: [2, 6] };
  assert.equal(sizeText(region, { rows: 1, columns: 0, at: [0, 0] }), '3 × 4 = 12 elements');
  assert.equal(sizeText({ rows: [0, 1], columns: [2, 6] }, { rows: null, columns: 0, at: [0] }), '4 elements');
  assert.equal(sizeText({ rows: [0, 1], columns: [2, 3] }, { rows: null, columns: 0, at: [0] }), '1 element');
});
