import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elementAt, wholeOf } from '../../assets/figure/place.js';
import { partSeen } from '../../assets/figure/detail.js';
import { partsOfFloat } from '../../assets/model/bits.js';
import { reachOf } from '../../assets/model/reach.js';
import { frameOfLine } from '../../assets/server/line.js';

const answer = {
  address: 'a.npy', numpy: 'arr[:]', selection: { rows: null, columns: 0, at: [0] }, of: 'value',
  columns: { axis: 0, length: 7, start: 0, cells: 4, step: 2 },
  mean: [1.5, 'NaN', 5, 7], min: [1, 'NaN', 5, 7], max: [2, 'NaN', 5, 7],
  nan: [0, 1, 0, 0], pos_inf: [0, 1, 1, 0], neg_inf: [0, 0, 0, 0], reduced: '2 elements per point: smallest, mean, largest',
};

test('points become a frame of one row in which whatever is not finite survives', () => {
  const frame = frameOfLine(answer, 'x');
  assert.deepEqual([...frame.values], [1.5, Number.NaN, Infinity, 7]);
  assert.deepEqual([...frame.line.mean], [1.5, Number.NaN, 5, 7]);
  assert.deepEqual([frame.min, frame.max, frame.nan, frame.pos_inf, frame.neg_inf], [1, 7, 1, 2, 0]);
  assert.equal(frame.rows.length, 1);
});

test('the figure reaches over all values, with room for marks below', () => {
  const [low, high] = reachOf({ min: 0, max: 10, nan: 0, pos_inf: 0, neg_inf: 0 });
  assert.ok(low < 0 && low > -1 && high > 10 && high < 11);
  assert.ok(reachOf({ min: 0, max: 10, nan: 1, pos_inf: 0, neg_inf: 0 })[0] < low);
  assert.deepEqual(reachOf({ min: Infinity, max: -Infinity, nan: 3, pos_inf: 0, neg_inf: 0 }), [0, 1]);
  const [flatLow, flatHigh] = reachOf({ min: 5, max: 5, nan: 0, pos_inf: 0, neg_inf: 0 });
  assert.ok(flatLow < 5 && flatHigh > 5);
  const widest = { min: -Number.MAX_VALUE, max: Number.MAX_VALUE, nan: 0, pos_inf: 0, neg_inf: 0 };
  assert.ok(reachOf(widest).every(Number.isFinite));
});

test('a point of the figure of a line is an element, however high it is', () => {
  const frame = frameOfLine(answer, 'x');
  const seen = wholeOf(frame);
  assert.ok(seen.y[0] > seen.y[1], 'values grow upwards');
  assert.deepEqual(elementAt(frame, seen, { x: 0.5, y: 0.99 }), { row: 0, column: 3 });
  assert.deepEqual(partSeen({ x: [1.5, 4.5], y: seen.y }, frame), { rows: [0, 1], columns: [2, 5] });
});

test('the parts of a float multiply to it', () => {
  const texts = (bits, dtype) => partsOfFloat(bits, dtype).map(({ text }) => text);
  assert.deepEqual(texts('1 01111110 10000000000000000000000', 'float32'), ['−1', '2⁻¹', '1.5']);
  assert.deepEqual(texts('0 00000 0000000001', 'float16'), ['+1', '2⁻¹⁴', '0.0009765625']);
  assert.deepEqual(texts('0 11111 0000000000', 'float16').slice(1), ['all ones: not finite', 'all zeros: infinity']);
  assert.deepEqual(texts('0 1111 111', 'float8_e4m3fn').slice(1), ['all ones: not finite', 'not zero: NaN']);
  assert.deepEqual(texts('0 1111 110', 'float8_e4m3fn'), ['+1', '2⁸', '1.75']);
  assert.deepEqual(texts('0 11111 01', 'float8_e5m2').slice(2), ['not zero: NaN']);
});
