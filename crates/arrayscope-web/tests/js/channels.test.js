import assert from 'node:assert/strict';
import { test } from 'node:test';

import { channelAxisOf, channelRows } from '../../assets/model/channels.js';

const geometry = (shape, names = [], labels = null) => ({
  ndim: shape.length, shape, axes: shape.map((_, axis) => ({ axis, name: names[axis] ?? `axis ${axis}` })), labels,
});

test('the channel axis is the one named so, else named columns, else a short last one', () => {
  assert.equal(channelAxisOf(geometry([32, 3, 28, 28], ['batch', 'channel'])), 1);
  assert.equal(channelAxisOf(geometry([150, 5], [], { axis: 1, names: ['a'], units: [] })), 1);
  assert.equal(channelAxisOf(geometry([9, 9, 3])), 2);
  assert.equal(channelAxisOf(geometry([9, 9, 30])), null);
  assert.equal(channelAxisOf(geometry([9, 3])), null);
  assert.equal(channelAxisOf(geometry([2000, 900], [], { axis: 1, names: [], units: [] })), null);
  assert.equal(channelAxisOf(geometry([3])), null);
  assert.equal(channelAxisOf(geometry([4, 4, 0])), null);
});

test('every channel has its range under its name', () => {
  const stats = { axis: 1, length: 2, min: [0, 'NaN'], max: [1, 'NaN'], mean: [0.5, 'NaN'] };
  assert.deepEqual(channelRows(stats, geometry([5, 2], [], { axis: 1, names: ['red'], units: [] })), [
    { name: 'red', min: 0, max: 1, mean: 0.5 }, { name: '1', min: 'NaN', max: 'NaN', mean: 'NaN' }]);
});
