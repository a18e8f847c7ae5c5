import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colourOf, colourTable, MARKS, scaleOf, TABLE_LENGTH } from '../../assets/colours/all.js';
import { placeBoxes } from '../../assets/figure/boxes.js';
import { paintCells, smallestPositive } from '../../assets/figure/cells.js';
import { histogramShapes } from '../../assets/figure/crosshair.js';
import { detailOf, partSeen, partToAsk } from '../../assets/figure/detail.js';
import { drawnChannels, histogramNote, histogramTraces, MOST_CHANNELS } from '../../assets/figure/histograms.js';
import { nonFiniteTraces } from '../../assets/figure/marks.js';
import { bandOf, cellAt, elementAt, pixelAt, seenOf, sourceOf, wholeOf } from '../../assets/figure/place.js';
import { plotText } from '../../assets/figure/text.js';

const THEME = { name: 'light', accent: '#0b62b8', ink: '#141a22' };

const frame = (values, rows, columns, step = 1) => ({
  id: 'x', of: 'value', values: new Float64Array(values), selection: { rows: 0, columns: 1, at: [0, 0] },
  rows: { axis: 0, length: rows * step, cells: rows, step }, columns: { axis: 1, length: columns * step, cells: columns, step },
});

const histograms = (channels, axis = 3) => ({
  item: 'arr[0]', channel_axis: axis, edges: [0, 1, 2],
  channels: Array.from({ length: channels }, (_, channel) => ({
    channel, label: `channel ${channel}`, counts: [channel, 1], nan: 1, pos_inf: 0, neg_inf: 0,
  })),
});

test('every size and shape gives boxes inside the figure', () => {
  for (const width of [300, 390, 639, 640, 760, 1100, 1700]) {
    for (const [rows, columns] of [[1, 1], [28, 28], [1, 128], [128, 1], [10000, 512], [0, 3], [32, 128]]) {
      const { heatmap, histogram, colourBar } = placeBoxes({ width, height: 440 }, rows, columns);
      for (const [low, high] of [heatmap.x, heatmap.y, histogram.x, histogram.y, colourBar]) {
        assert.ok(low >= 0 && low < high && high <= 1, `${width} ${rows} ${columns}: ${low} ${high}`);
      }
      const apart = histogram.x[0] > colourBar[1] || histogram.y[1] < heatmap.y[0];
      assert.ok(apart, `${width} ${rows} ${columns}`);
    }
  }
});

test('images keep square cells and strips are stretched', () => {
  assert.equal(placeBoxes({ width: 1000, height: 440 }, 28, 28).square, true);
  assert.equal(placeBoxes({ width: 1000, height: 440 }, 1, 128).square, false);
});

test('the whole frame is the whole image, however its cells are reduced', () => {
  assert.deepEqual(sourceOf(frame([1, 2, 3, 4, 5, 6], 2, 3), wholeOf(frame([1, 2, 3, 4, 5, 6], 2, 3))), { x: 0, y: 0, width: 3, height: 2 });
  const reduced = frame([1, 2, 3, 4, 5, 6], 2, 3, 4);
  assert.deepEqual(sourceOf(reduced, wholeOf(reduced)), { x: 0, y: 0, width: 3, height: 2 });
  // The last cell has one element less.
  reduced.columns.length = 11;
  assert.deepEqual(sourceOf(reduced, wholeOf(reduced)), { x: 0, y: 0, width: 2.75, height: 2 });
});

test('a zoomed range is its part of the image', () => {
  const reduced = frame([1, 2, 3, 4, 5, 6], 2, 3, 4);
  assert.deepEqual(sourceOf(reduced, { x: [3.5, 7.5], y: [-0.5, 3.5] }), { x: 1, y: 0, width: 1, height: 1 });
  assert.equal(pixelAt([3.5, 7.5], 100, 5.5), 50);
});

test('a point of the picture is an element, and none outside of it', () => {
  const whole = frame([1, 2, 3, 4, 5, 6], 2, 3);
  const seen = wholeOf(whole);
  assert.deepEqual(elementAt(whole, seen, { x: 0.01, y: 0.01 }), { row: 0, column: 0 });
  assert.deepEqual(elementAt(whole, seen, { x: 0.99, y: 0.6 }), { row: 1, column: 2 });
  assert.equal(elementAt(whole, { x: [-5, -1], y: [0, 1] }, { x: 0.5, y: 0.5 }), null);
});

test('a cell is exact only when it holds one element', () => {
  assert.deepEqual(cellAt(frame([1, 2, 3, 4], 2, 2), 1, 0), { value: 3, exact: true });
  assert.deepEqual(cellAt(frame([1, 2, 3, 4], 2, 2, 5), 9, 4), { value: 3, exact: false });
});

test('a zoom asks for the whole elements that are seen, when that shows more', () => {
  const reduced = frame(Array(100).fill(0), 10, 10, 8);
  const seen = { x: [3.2, 12.9], y: [-7, 4.1] };
  assert.deepEqual(partSeen(seen, reduced), { rows: [0, 5], columns: [3, 14] });
  // From the other end, and as Plotly rounds what was drawn.
  assert.deepEqual(partSeen({ x: [12.9, 3.2], y: [4.1, -7] }, reduced), { rows: [0, 5], columns: [3, 14] });
  assert.deepEqual(partSeen({ x: [2.4999999999, 9.5000000001], y: [-0.5, 4.5] }, reduced), { rows: [0, 5], columns: [3, 10] });
  assert.equal(partSeen({ x: [-9, -2], y: [0, 1] }, reduced), null);
  const part = partSeen(seen, reduced);
  assert.deepEqual(partToAsk(part, reduced, { rows: 10, columns: 10 }), part);
  assert.equal(partToAsk(null, reduced, { rows: 10, columns: 10 }), null);
  assert.equal(partToAsk(part, frame([1, 2], 1, 2), { rows: 10, columns: 10 }), null);
  assert.equal(partToAsk(partSeen(wholeOf(reduced), reduced), reduced, { rows: 10, columns: 10 }), null);
});

test('what is flipped is drawn from its other end, and a point of it is still its element', () => {
  const whole = frame([1, 2, 3, 4, 5, 6], 2, 3);
  const seen = seenOf({ frame: whole, view: { row_range: null, column_range: [1, 3], flip: { rows: true, columns: true } } });
  assert.deepEqual(seen, { x: [2.5, 0.5], y: [1.5, -0.5] });
  assert.deepEqual(elementAt(whole, seen, { x: 0.01, y: 0.01 }), { row: 1, column: 2 });
  assert.deepEqual(elementAt(whole, seen, { x: 0.99, y: 0.99 }), { row: 0, column: 1 });
  assert.deepEqual(sourceOf(whole, seen), { x: 3, y: 2, width: -2, height: -2 });
  assert.equal(pixelAt(seen.x, 100, 2), 25);
});

test('a detail belongs to one picture', () => {
  const whole = frame([1, 2], 1, 2);
  assert.equal(detailOf({ frame: whole, detail: { ...whole } }).id, 'x');
  assert.equal(detailOf({ frame: whole, detail: { ...whole, id: 'y' } }), null);
  assert.equal(detailOf({ frame: whole, detail: null }), null);
});

test('the number of traces never changes', () => {
  assert.equal(histogramTraces(null, null, THEME).length, MOST_CHANNELS);
  assert.equal(histogramTraces(histograms(3), 1, THEME).length, MOST_CHANNELS);
});

/** Colours and counts of a paint. */
const paint = (values, scale, table = colourTable('greys')) => {
  const pixels = new Uint32Array(values.length);
  const painted = paintCells(new Float64Array(values), scale, table, pixels);
  return { ...painted, places: [...painted.places], colours: Array.from(pixels, colourOf) };
};

test('cells have the colour of their place between the limits', () => {
  const { colours, below, above } = paint([0, 5, 10, -1, 11], scaleOf('linear', 0, 10));
  assert.deepEqual([colours[0], colours[2], colours[3], colours[4]], ['#000000', '#ffffff', '#000000', '#ffffff']);
  assert.equal(colours[1], '#808080');
  assert.deepEqual([below, above], [1, 1]);
});

test('what is not finite has the colour of its mark on every scale', () => {
  for (const scale of [null, scaleOf('linear', 0, 1), scaleOf('log', 1, 2), scaleOf('symlog', -1, 1)]) {
    const { colours, marked, places, below, above } = paint([Number.NaN, Infinity, -Infinity], scale);
    assert.deepEqual(colours, MARKS.map(({ colour }) => colour));
    assert.deepEqual([marked, places, below, above], [3, [0, 1, 2], 0, 0]);
  }
});

test('limits wider than a double still have a middle', () => {
  const { colours } = paint([-1.7e308, 0, 1.7e308], scaleOf('linear', -1.7e308, 1.7e308));
  assert.deepEqual(colours, ['#000000', '#808080', '#ffffff']);
});

test('every entry of a table is reached, and none beyond it', () => {
  const values = Array.from({ length: TABLE_LENGTH }, (_, entry) => entry / (TABLE_LENGTH - 1));
  const table = Uint32Array.from(values, (_, entry) => entry);
  const pixels = new Uint32Array(values.length);
  paintCells(new Float64Array(values), scaleOf('linear', 0, 1), table, pixels);
  assert.equal(pixels.at(-1), TABLE_LENGTH - 1);
  assert.ok(pixels.every((entry, place) => Math.abs(entry - place) <= 1));
});

test('a logarithm starts at the smallest positive value', () => {
  assert.equal(smallestPositive([0, -3, 5, 0.5, Number.NaN, Infinity]), 0.5);
  assert.ok(Number.isNaN(smallestPositive([0, -1])));
});

test('the crosshair frames the cell of its element', () => {
  const { rows, columns } = frame([1, 2, 3, 4, 5, 6], 2, 3, 4);
  assert.deepEqual(bandOf(columns, 9), [7.5, 11.5]);
  assert.deepEqual(bandOf(rows, 5), [3.5, 7.5]);
  assert.deepEqual(bandOf({ start: 10, step: 4 }, 15), [13.5, 17.5]);
});

test('the histogram marks the limits, and the crosshair where it is finite', () => {
  const names = (value, limits) => histogramShapes(value, limits, THEME).map(({ name, x0 }) => [name, x0]);
  assert.deepEqual(names(2.5, { low: 0, high: 9 }), [['lower limit', 0], ['upper limit', 9], ['crosshair value', 2.5]]);
  assert.deepEqual(names(Number.NaN, null), []);
});

test('the selected channel is always drawn', () => {
  const { drawn, selected } = drawnChannels(histograms(40), [0, 0, 0, 33]);
  assert.equal(drawn.length, MOST_CHANNELS);
  assert.equal(selected, 33);
  assert.ok(drawn.some(({ channel }) => channel === 33));
});

test('what the histograms leave out is said', () => {
  assert.equal(histogramNote(histograms(40), [0, 0, 0, 0]),
    'histograms of 8 of 40 channels · 40 non-finite values of arr[0] left out of the histograms');
  assert.equal(histogramNote({ ...histograms(0), channels: [] }, []), '');
});

test('along an axis every kind of what is not finite has its own mark', () => {
  const traces = nonFiniteTraces({ nan: [0, 2, 0], pos_inf: [0, 1, 0], neg_inf: [0, 0, 0] });
  assert.deepEqual(traces.map(({ x }) => x), [[1], [1], []]);
  assert.deepEqual(traces.map(({ visible }) => visible), [true, true, false]);
  assert.deepEqual(traces.map(({ marker }) => [marker.symbol, marker.color]), MARKS.map(({ symbol, colour }) => [symbol, colour]));
  assert.notEqual(traces[0].y[0], traces[1].y[0]);
  assert.deepEqual([traces[0].text, traces[1].text], [['2 NaN'], ['1 +Inf']]);
});

test('signs that Plotly would read as markup reach it as signs', () => {
  assert.equal(plotText('<b>a & b</b>'), '&lt;b&gt;a &amp; b&lt;/b&gt;');
  const named = histograms(2);
  named.channels[0].label = '<i>x</i>';
  assert.equal(histogramTraces(named, 0, THEME)[0].name, '&lt;i&gt;x&lt;/i&gt;');
});

test('refused histograms say why', () => {
  assert.equal(histogramNote({ ...histograms(0), refused: 'too large' }, [0]), 'No histograms: too large');
});
