import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channelStyle, colourLimits, colourScale, COLOUR_MAPS, DEFAULT_COLOUR_MAP, MARKS } from '../../assets/colours.js';

test('a colour scale runs from 0 to 1 and upwards', () => {
  for (const { id } of COLOUR_MAPS) {
    const places = colourScale(id).map(([place]) => place);
    assert.equal(places[0], 0);
    assert.equal(places.at(-1), 1);
    assert.deepEqual(places, [...places].sort((left, right) => left - right));
  }
});

test('an unknown colour map is the default one', () => {
  assert.deepEqual(colourScale('neon'), colourScale(DEFAULT_COLOUR_MAP));
});

test('no mark has a colour of a colour map', () => {
  const used = new Set(COLOUR_MAPS.flatMap(({ stops }) => stops));
  assert.ok(MARKS.every(({ colour }) => !used.has(colour)));
});

test('marks differ by colour, symbol and word', () => {
  for (const key of ['colour', 'symbol', 'label']) {
    assert.equal(new Set(MARKS.map((mark) => mark[key])).size, 3);
  }
});

test('limits are the smallest and the largest finite value', () => {
  assert.deepEqual(colourLimits(-1, 4), { low: -1, high: 4, flat: false });
});

test('one value alone still has limits around it', () => {
  for (const value of [0, 7.5, -1e300, 1e16]) {
    const { low, high, flat } = colourLimits(value, value);
    assert.ok(flat && low < value && value < high, String(value));
  }
});

test('no finite value gives no limits', () => {
  assert.equal(colourLimits(Number.NaN, Number.NaN), null);
});

test('channels of an RGB image are drawn in their own colours', () => {
  const [red, green, blue] = ['red', 'Green', ' blue '].map((label, position) => channelStyle(label, position, 'light'));
  assert.equal(new Set([red.colour, green.colour, blue.colour]).size, 3);
  assert.equal(channelStyle('red', 5, 'light').colour, red.colour);
  assert.notEqual(red.dash, green.dash);
});
