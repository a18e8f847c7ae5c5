import assert from 'node:assert/strict';
import { test } from 'node:test';
import { binText, indexUnder, placeOf, trackShape, trackText } from '../../assets/model/track.js';

const ROOM = { width: 114, height: 34, inset: 7, pixel: 1 };

function profile(mean, { min = mean, max = mean, step = 1, length = mean.length * step, ...marks } = {}) {
  const none = mean.map(() => 0);
  return { axis: 0, length, step, count: none, mean, min, max, nan: none, pos_inf: none, neg_inf: none, ...marks };
}

test('bars stand where the thumb stands', () => {
  const { bars } = trackShape(profile([1, 2, 3]), ROOM);
  const middles = bars.map(({ left, width }) => left + width / 2);
  assert.deepEqual(middles, [7, 57, 107]);
  assert.deepEqual(middles, [0, 1, 2].map((index) => placeOf(index, 3, ROOM)));
  assert.ok(bars.every(({ left, width }) => left >= 0 && left + width <= ROOM.width));
});

test('a bar goes from the largest to the smallest value and holds its mean', () => {
  const { bars } = trackShape(profile([0, 5], { min: [-10, 0], max: [10, 10] }), ROOM);
  assert.deepEqual([bars[0].top, bars[0].bottom], [3, 31]);
  assert.deepEqual(bars[0].mean, [17, 17]);
  assert.deepEqual([bars[1].top, bars[1].bottom, bars[1].mean[0]], [3, 17, 10]);
});

test('equal values lie in the middle', () => {
  const { bars } = trackShape(profile([4, 4, 4]), ROOM);
  assert.ok(bars.every(({ top, bottom }) => top === 17 && bottom === 17));
});

test('more bins than pixels are told together without losing an extreme or a mark', () => {
  const many = 512;
  const mean = Array(many).fill(1);
  const [min, max] = [mean.with(100, -50), mean.with(301, 70)];
  const nan = mean.map((_, bin) => (bin === 511 ? 1 : 0));
  const { bars, ticks } = trackShape(profile(mean, { min, max, nan, step: 3, length: 1534 }), ROOM);
  assert.ok(bars.length <= 100 && bars.length > 50);
  assert.equal(Math.max(...bars.map(({ bottom }) => bottom)), 31);
  assert.equal(Math.min(...bars.map(({ top }) => top)), 9);
  assert.equal(ticks.length, 1);
  assert.ok(ticks[0].x > 105 && ticks[0].x <= 107);
  assert.ok(bars.every(({ width }) => width >= 1));
});

test('finer screens show more columns', () => {
  const mean = Array.from({ length: 512 }, (_, bin) => bin);
  const count = (pixel) => trackShape(profile(mean), { ...ROOM, pixel }).bars.length;
  assert.ok(count(0.5) > count(1));
});

test('marks have lanes only where they occur', () => {
  const clean = trackShape(profile([1, 2]), ROOM);
  assert.deepEqual(clean.ticks, []);
  const marked = trackShape(profile([1, 2, 3], { nan: [0, 2, 0], neg_inf: [1, 0, 0] }), ROOM);
  assert.deepEqual(marked.ticks, [{ kind: 'nan', x: 57, y: 6 }, { kind: 'neg_inf', x: 7, y: 28 }]);
  assert.ok(marked.bars.every(({ top, bottom }) => top >= 9 && bottom <= 25));
});

test('an index without a finite value has a mark and no bar', () => {
  const { bars, ticks } = trackShape(profile([1, 'NaN', 3], { nan: [0, 9, 0] }), ROOM);
  assert.equal(bars.length, 2);
  assert.deepEqual(ticks.map(({ x }) => x), [57]);
});

test('nothing to draw is no mistake', () => {
  assert.deepEqual(trackShape(profile([]), ROOM), { bars: [], ticks: [] });
  assert.deepEqual(trackShape(profile(['NaN']), ROOM).bars, []);
  assert.equal(trackShape(profile([5]), ROOM).bars.length, 1);
  assert.ok(trackShape(profile([1, 2, 3]), { ...ROOM, width: 0 }).bars.every(({ width }) => width >= 0));
});

test('the words name the first index of each mark', () => {
  const text = (told) => trackText(told, String);
  assert.equal(text(profile([1, 2, 3])), 'means from 1 to 3');
  assert.equal(text(profile([1, 1], { nan: [0, 4] })), 'mean 1; NaN at 1');
  assert.equal(text(profile(['NaN', 2, 3], { nan: [1, 0, 1], pos_inf: [0, 0, 1] })),
    'means from 2 to 3; NaN at 0 and 1 more; +Inf at 2');
  assert.equal(text(profile([1, 2], { step: 10, length: 15, neg_inf: [0, 1] })), 'means from 1 to 2; −Inf at 10 to 14');
  assert.equal(text(profile(['NaN'])), 'no finite value');
});

test('the index under the pointer is the one where the thumb would stand', () => {
  for (const length of [1, 2, 3, 40, 1000]) {
    for (const index of [0, Math.floor(length / 2), length - 1]) {
      assert.equal(indexUnder(placeOf(index, length, ROOM), length, ROOM), length === 1 ? 0 : index);
    }
  }
  assert.deepEqual([indexUnder(-5, 10, ROOM), indexUnder(500, 10, ROOM), indexUnder(3, 0, ROOM)], [0, 9, 0]);
});

test('what lies at an index is told with its range and its marks', () => {
  const told = profile([1, 'NaN'], { min: [0, 'NaN'], max: [4, 'NaN'], nan: [0, 3], neg_inf: [0, 1], count: [6, 0] });
  assert.equal(binText(told, 0, String), 'index 0: mean 1, from 0 to 4');
  assert.equal(binText(told, 1, String), 'index 1: no finite value, 3 NaN, 1 −Inf');
  const coarse = profile([1, 2], { step: 10, length: 15, count: [1, 1] });
  assert.equal(binText(coarse, 12, String), 'indices 10 to 14: mean 2, from 2 to 2');
  assert.equal(binText(profile([]), 0, String), '');
});
