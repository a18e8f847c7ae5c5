import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scaleOf, ticksOf } from '../../assets/colours/all.js';

const near = (found, expected) => assert.ok(Math.abs(found - expected) <= 1e-9 * Math.max(1, Math.abs(expected)), `${found} ${expected}`);

test('every scale goes from 0 to 1 between its limits, and back', () => {
  for (const [kind, low, high] of [['linear', -3, 5], ['log', 1e-3, 1e4], ['symlog', -100, 7], ['symlog', 0, 1], ['linear', -1e308, 1e308]]) {
    const scale = scaleOf(kind, low, high);
    near(scale.position(low), 0);
    near(scale.position(high), 1);
    for (const place of [0, 0.25, 0.5, 0.9, 1]) {
      near(scale.position(scale.value(place)), place);
    }
  }
});

test('values beyond the limits stand outside', () => {
  for (const kind of ['linear', 'log', 'symlog']) {
    const scale = scaleOf(kind, 1, 2);
    assert.ok(scale.position(0.5) < 0 && scale.position(3) > 1, kind);
  }
});

test('a logarithm starts at the smallest positive value, and says what it does with the others', () => {
  const scale = scaleOf('log', -5, 100, 0.1);
  assert.deepEqual([scale.kind, scale.low, scale.high], ['log', 0.1, 100]);
  assert.match(scale.note, /zero and below/);
  near(scale.position(10 ** 0.5), 0.5);
});

test('a logarithm of nothing positive is linear, and says why', () => {
  const scale = scaleOf('log', -5, -1);
  assert.equal(scale.kind, 'linear');
  assert.match(scale.note, /needs values above zero/);
});

test('symlog has zero in the middle of even limits', () => {
  near(scaleOf('symlog', -8, 8).position(0), 0.5);
});

test('ticks are round, between the limits and few', () => {
  assert.deepEqual(ticksOf(scaleOf('linear', 0, 1)), [0, 0.2, 0.4, 0.6, 0.8, 1]);
  assert.deepEqual(ticksOf(scaleOf('log', 1, 1000)), [1, 10, 100, 1000]);
  assert.ok(ticksOf(scaleOf('symlog', -100, 100)).includes(0));
  for (const [kind, low, high] of [['linear', 1e-300, 2e-300], ['log', 3, 4], ['log', 1e-300, 1e300], ['symlog', -1e300, 1], ['linear', -1e308, 1e308]]) {
    const ticks = ticksOf(scaleOf(kind, low, high));
    assert.ok(ticks.length <= 12 && ticks.every((tick) => tick >= low && tick <= high), `${kind} ${low}: ${ticks}`);
    assert.deepEqual(ticks, [...ticks].sort((left, right) => left - right));
  }
});
