import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offsetTicks } from '../../assets/figure/ticks.js';

const plain = (text) => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-');

test('values near zero need no offset', () => {
  for (const [low, high] of [[0, 1], [-5, 5], [100, 101], [0, 1e8], [3, 3], [Number.NaN, 1], [0, Infinity]]) {
    assert.equal(offsetTicks(low, high), null, `${low} ${high}`);
  }
});

test('values far from zero are told from an offset', () => {
  const { offset, tickvals, ticktext } = offsetTicks(1e8, 1e8 + 1);
  assert.equal(plain(offset), '100 000 000');
  assert.deepEqual(ticktext, ['+0.0', '+0.2', '+0.4', '+0.6', '+0.8', '+1.0']);
  assert.deepEqual(tickvals, [1e8, 1e8 + 0.2, 1e8 + 0.4, 1e8 + 0.6, 1e8 + 0.8, 1e8 + 1]);
});

test('labels stay short and ticks inside', () => {
  for (const [low, high] of [[-1e8 - 1, -1e8], [1.00001, 1.00005], [1e12, 1e12 + 3e5], [5e-7 + 1, 9e-7 + 1], [1e300, 1.0001e300]]) {
    const { tickvals, ticktext } = offsetTicks(low, high);
    assert.ok(tickvals.length >= 2 && tickvals.length <= 7, `${low}: ${tickvals}`);
    assert.ok(tickvals.every((value) => value >= low - (high - low) * 1e-6 && value <= high + (high - low) * 1e-6), `${low}: ${tickvals}`);
    assert.ok(ticktext.every((text) => text.length <= 9), `${low}: ${ticktext}`);
    assert.equal(new Set(ticktext).size, ticktext.length, `${low}: ${ticktext}`);
  }
});
