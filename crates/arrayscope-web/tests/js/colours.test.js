import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channelStyle, colourLimits, colourOf, colourTable, COLOUR_MAPS, DEFAULT_COLOUR_MAP, MARKS } from '../../assets/colours/all.js';

test('a table runs from the first colour to the last', () => {
  for (const { id, kind, stops } of COLOUR_MAPS) {
    const table = Array.from(colourTable(id), colourOf);
    assert.equal(table[0], stops[0], id);
    assert.equal(table.at(-1), stops.at(-1), id);
    assert.equal(kind === 'cyclic', stops[0] === stops.at(-1), id);
  }
});

test('sequential maps grow lighter, for those who do not tell colours apart', () => {
  const light = (colour) => [1, 3, 5].reduce((sum, start, place) =>
    sum + [0.2126, 0.7152, 0.0722][place] * (Number.parseInt(colour.slice(start, start + 2), 16) / 255) ** 2.2, 0);
  for (const { id } of COLOUR_MAPS.filter(({ kind }) => kind === 'sequential')) {
    const table = Array.from(colourTable(id), (pixel) => light(colourOf(pixel)));
    assert.ok(table.every((value, place) => place === 0 || value >= table[place - 1] - 0.004), id);
  }
});

test('diverging maps have the neutral colour in the middle', () => {
  for (const { stops } of COLOUR_MAPS.filter(({ kind }) => kind === 'diverging')) {
    assert.equal(stops.length % 2, 1);
    assert.equal(stops[(stops.length - 1) / 2], '#f7f7f7');
  }
});

test('an unknown colour map is the default one', () => {
  assert.deepEqual(colourTable('neon'), colourTable(DEFAULT_COLOUR_MAP));
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
