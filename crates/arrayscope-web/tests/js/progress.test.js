import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awaited } from '../../assets/server/progress.js';
import { progressText } from '../../assets/text/progress.js';

const told = (done, total, seconds) => progressText({ done, total, seconds });

test('a computation tells its share, its rate and what is left', () => {
  assert.equal(told(1e9, 4e9, 2), '25 %, 500 MB/s, 6 s left');
  assert.equal(told(2.5e9, 1e10, 2), '25 %, 1.3 GB/s, 6 s left');
  assert.equal(told(1e6, 100e6, 1), '1 %, 1.0 MB/s, 2 min left');
  assert.equal(told(1e9, 4e12, 40), '0 %');
  assert.equal(told(4e10, 4e12, 40), '1 %, 1.0 GB/s, 1 h 6 min left');
});

test('rate and rest are told when they are known, and all of it is not told before the answer', () => {
  assert.equal(told(0, 4e9, 3), '0 %');
  assert.equal(told(2e9, 4e9, 0.4), '50 %');
  assert.equal(told(4e9, 4e9, 8), '99 %, 500 MB/s, 1 s left');
  assert.equal(told(0, 0, 8), '0 %');
});

test('the page waits for the summary, then for what stands along the axis, then for nothing', () => {
  const geometry = { id: 'a', ndim: 3 };
  const view = { array: 'a', along: 1, reduce: 'along', statistic: 'mean' };
  const state = { geometry, view, frame: { id: 'a' }, frameFailure: null, summary: null, stats: null };
  assert.equal(awaited(state), 'a summary');
  const summed = { ...state, summary: {} };
  assert.equal(awaited(summed), 'a stats');
  assert.equal(awaited({ ...summed, stats: { question: '1|along|' } }), null);
  assert.equal(awaited({ ...summed, stats: { question: '0|along|' } }), 'a stats');
  assert.equal(awaited({ ...summed, stats: { kind: 'too large', message: '' } }), null);
  assert.equal(awaited({ ...summed, geometry: { id: 'a', ndim: 1 } }), null);
  assert.equal(awaited({ ...state, frame: null }), null);
});
