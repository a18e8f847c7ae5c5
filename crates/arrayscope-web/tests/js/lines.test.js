import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentsOf, hasLines, indexTicks, lineOf, onScale } from '../../assets/model/lines.js';
import { lineExpression, lineText } from '../../assets/text/lines.js';

const frame = (rows, columns, values) => ({
  rows: { axis: 1, length: 6, start: 0, step: 1, cells: 2, ...rows },
  columns: { axis: 2, length: 6, start: 0, step: 1, cells: 3, ...columns },
  values: Float32Array.from(values),
});

test('lines are the row and the column of the crosshair', () => {
  const picture = frame({ start: 4 }, {}, [1, 2, 3, 4, 5, 6]);
  assert.deepEqual([...lineOf(picture, 'row', 5).line.mean], [4, 5, 6]);
  const { columns, line } = lineOf(picture, 'column', 1);
  assert.deepEqual([columns.axis, columns.start, [...line.mean]], [1, 4, [2, 5]]);
  assert.equal(lineOf(picture, 'row', 3), null);
  assert.equal(lineOf(frame({ axis: null }, {}, []), 'column', 0), null);
  assert.ok(hasLines(picture));
  assert.ok(!hasLines(frame({ step: 2 }, {}, [])));
});

test('what is not finite is counted for its mark, and has no place on a scale', () => {
  const picture = frame({ cells: 1 }, { cells: 5 }, [Number.NaN, 2, Infinity, -Infinity, 40]);
  const line = lineOf(picture, 'row', 0);
  assert.deepEqual(line.line.counts, { nan: [1, 0, 0, 0, 0], pos_inf: [0, 0, 1, 0, 0], neg_inf: [0, 0, 0, 1, 0] });
  assert.deepEqual(contentsOf(line, { low: 0, high: 10 }), { low: 2, high: 40, odd: 3, beyond: 1 });
  const scale = { position: (value) => value / 10 };
  assert.deepEqual([...onScale(line, scale).line.mean], [Number.NaN, 0.2, Number.NaN, Number.NaN, 1.03]);
});

test('a line is told in words', () => {
  const line = lineOf(frame({ cells: 1 }, { cells: 3 }, [Number.NaN, 2, 0.5]), 'row', 0);
  assert.equal(lineText(line, null), '0.5 to 2 · 1 not finite');
  assert.equal(lineText(line, { low: 1, high: 2 }), '0.5 to 2 · 1 not finite · 1 beyond limits');
  assert.equal(lineText({ ...line, columns: { step: 4 } }, null), '4 elements per point: smallest, mean, largest · 0.5 to 2 · 1 not finite');
  assert.equal(lineText(lineOf(frame({ cells: 1 }, { cells: 1 }, [Number.NaN]), 'row', 0), null), 'nothing finite · 1 not finite');
  assert.equal(lineExpression([3, 10, 17, 0], 2), 'arr[3, 10, :, 0]');
});

test('ticks of indices are whole, round and inside', () => {
  assert.deepEqual(indexTicks([-0.5, 4.5], 8), [0, 1, 2, 3, 4]);
  assert.deepEqual(indexTicks([-0.5, 511.5], 5), [0, 200, 400]);
  assert.deepEqual(indexTicks([99.5, 60.5], 4), [70, 80, 90]);
});
