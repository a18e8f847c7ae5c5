import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MARKS } from '../../assets/colours.js';
import { placeBoxes } from '../../assets/figure/boxes.js';
import { crosshairShapes } from '../../assets/figure/crosshair.js';
import { cellAt, cellPositions, heatmapTraces } from '../../assets/figure/heatmap.js';
import { drawnChannels, histogramNote, histogramTraces, MOST_CHANNELS } from '../../assets/figure/histograms.js';
import { nonFiniteTraces } from '../../assets/figure/marks.js';
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

test('a cell stands over the middle of the elements that it covers', () => {
  assert.deepEqual(cellPositions({ step: 1 }), { start: 0, step: 1 });
  assert.deepEqual(cellPositions({ step: 4 }), { start: 1.5, step: 4 });
});

test('a cell is exact only when it holds one element', () => {
  assert.deepEqual(cellAt(frame([1, 2, 3, 4], 2, 2), 1, 0), { value: 3, exact: true });
  assert.deepEqual(cellAt(frame([1, 2, 3, 4], 2, 2, 5), 9, 4), { value: 3, exact: false });
});

test('the number of traces never changes', () => {
  const options = { colormap: 'viridis', limits: { low: 0, high: 1 }, cellPixels: 10 };
  assert.equal(heatmapTraces(frame([1, 2], 1, 2), options).length, heatmapTraces(frame([1, Number.NaN], 1, 2), options).length);
  assert.equal(histogramTraces(null, null, THEME).length, MOST_CHANNELS);
  assert.equal(histogramTraces(histograms(3), 1, THEME).length, MOST_CHANNELS);
});

test('few marked cells carry a symbol and many only their colour', () => {
  const options = { colormap: 'viridis', limits: null, cellPixels: 10 };
  const symbols = (values, rows, columns) => heatmapTraces(frame(values, rows, columns), options)[2];
  assert.equal(symbols([Number.NaN, 1], 1, 2).visible, true);
  assert.deepEqual(symbols([Number.NaN, Infinity, -Infinity], 1, 3).marker.symbol, ['x', 'triangle-up', 'triangle-down']);
  assert.equal(symbols(Array(2500).fill(Number.NaN), 50, 50).visible, false);
  assert.equal(symbols([1, 2], 1, 2).visible, false);
});

test('the crosshair frames the cell of its element', () => {
  const shapes = crosshairShapes(frame([1, 2, 3, 4, 5, 6], 2, 3, 4), [5, 9], 2.5, THEME);
  const column = shapes.find(({ name }) => name === 'crosshair column');
  const row = shapes.find(({ name }) => name === 'crosshair row');
  assert.deepEqual([column.x0, column.x1], [7.5, 11.5]);
  assert.deepEqual([row.y0, row.y1], [3.5, 7.5]);
  assert.equal(shapes.find(({ name }) => name === 'crosshair value').x0, 2.5);
});

test('a crosshair over what is not finite marks nothing in the histogram', () => {
  const shapes = crosshairShapes(frame([1, 2, 3, 4], 2, 2), [0, 0], Number.NaN, THEME);
  assert.ok(shapes.every(({ xref }) => xref === 'x'));
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
