import assert from 'node:assert/strict';
import { test } from 'node:test';
import { carryRegion, DEFAULT_TOOLS, readTools, regionBetween, repairRegion, writeTools } from '../../assets/state/tools.js';

test('the tools survive the URL', () => {
  const view = { lines: true, region: { rows: [3, 10], columns: [0, 4] }, elements: 'coloured' };
  const pairs = writeTools(view);
  assert.deepEqual(pairs, [['lines', '1'], ['region', '3:10,0:4'], ['elements', 'coloured']]);
  assert.deepEqual(readTools(new URLSearchParams(pairs)), view);
  assert.deepEqual(writeTools(DEFAULT_TOOLS), []);
});

test('a region that makes no sense is none', () => {
  for (const region of ['', '3:10', '3:3,0:4', '10:3,0:4', 'a:b,0:4', '-1:3,0:4', '1:2,3:4,5:6']) {
    assert.deepEqual(readTools(new URLSearchParams([['region', region], ['elements', 'pink'], ['lines', 'yes']])), { ...DEFAULT_TOOLS });
  }
});

test('a region is repaired to what the cross-section has', () => {
  const selection = { rows: 1, columns: 2, at: [0, 0, 0] };
  const region = { rows: [3, 100], columns: [90, 95] };
  assert.deepEqual(repairRegion(region, selection, [2, 10, 20]), { rows: [3, 10], columns: [19, 20] });
  assert.equal(repairRegion(region, selection, [2, 0, 20]), null);
  assert.equal(repairRegion(null, selection, [2, 3, 4]), null);
  assert.deepEqual(repairRegion(region, { rows: null, columns: 0, at: [0] }, [91]), { rows: [0, 1], columns: [90, 91] });
});

test('a region is drawn in any direction', () => {
  assert.deepEqual(regionBetween({ row: 5, column: 1 }, { row: 2, column: 1 }), { rows: [2, 6], columns: [1, 2] });
});

test('a region follows a swap of the axes and ends with others', () => {
  const region = { rows: [1, 2], columns: [3, 5] };
  assert.equal(carryRegion(region, { rows: 0, columns: 1 }, { rows: 0, columns: 1 }), region);
  assert.deepEqual(carryRegion(region, { rows: 0, columns: 1 }, { rows: 1, columns: 0 }), { rows: [3, 5], columns: [1, 2] });
  assert.equal(carryRegion(region, { rows: 0, columns: 1 }, { rows: 2, columns: 1 }), null);
});
