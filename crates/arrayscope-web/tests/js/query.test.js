import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULT_VIEW, readView, writeView } from '../../assets/state/query.js';

test('an empty query is the default view', () => {
  assert.deepEqual(readView(''), DEFAULT_VIEW);
  assert.equal(writeView(DEFAULT_VIEW), '');
});

test('a view survives the URL', () => {
  const view = {
    array: 'a 1&b=2', rows: 1, columns: 2, at: [5, 0, 27, 1], row_range: [3, 9], column_range: null, flip: { rows: false, columns: true }, along: 3, part: 'phase', show: 'rgb',
    colormap: 'magma', scale: 'symlog', limits: 'percentiles', percentiles: [1, 99.5], deviations: 2, between: null, lock: true,
    other: 'run.npz::y', compare: 'flicker', rate: 4, lines: true, region: { rows: [1, 2], columns: [0, 9] }, elements: 'plain',
    held: { low: -0.5, high: 1e-7, at: [0, 0, 0, 1] }, reshape: '-1, 4', reduce: 'over', statistic: 'std', lab: 'flipped', labto: '2, -1', labcopy: true, simulate: true, speed: 25, turn: 'bounce',
  };
  assert.deepEqual(readView(writeView(view)), view);
});

test('each kind of limits brings its own numbers', () => {
  const read = (patch) => readView(writeView({ ...DEFAULT_VIEW, array: 'a', ...patch }));
  assert.deepEqual(read({ limits: 'typed', between: [-1, 2.5] }).between, [-1, 2.5]);
  assert.equal(read({ limits: 'deviation', deviations: 3 }).deviations, 3);
  assert.equal(read({ lock: false }).lock, false);
  // Limits of the cross-section on display need no memory.
  assert.equal(read({ at: [1], held: { low: 0, high: 1, at: [1] } }).held, null);
});

test('numbers of limits that make no sense are left out', () => {
  const view = readView('?percentiles=98,2&deviations=-1&between=1&held=0,1:x&scale=cubic');
  assert.deepEqual(view, { ...DEFAULT_VIEW });
});

test('axis 0 is not taken for no axis', () => {
  const view = { ...DEFAULT_VIEW, array: 'a', rows: 0, columns: 1, at: [0, 0], along: 0 };
  assert.equal(writeView(view), '?array=a&rows=0&columns=1&at=0,0&along=0');
  assert.deepEqual(readView(writeView(view)), view);
});

test('what cannot be read is left to the repair', () => {
  const view = readView('?rows=x&columns=-1&at=1,,z,3&row_range=9:3&column_range=1:x&flip=both&compare=twice&rate=60&colormap=neon&limits=guess&along=1.5&speed=7&turn=back&token=secret');
  assert.deepEqual(view, { ...DEFAULT_VIEW, at: [1, 0, 0, 3] });
});

test('a token in the URL is never written back', () => {
  assert.ok(!writeView(readView('?token=secret&array=a')).includes('secret'));
});

test('an address stays readable in the URL', () => {
  assert.equal(writeView({ ...DEFAULT_VIEW, array: 'run.npz::x' }), '?array=run.npz::x');
  assert.equal(readView('?array=run.npz::x').array, 'run.npz::x');
});
