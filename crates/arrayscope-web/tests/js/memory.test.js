import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addressOf, coverage, elementAt, extentOf, linesTouched, sectionOf } from '../../assets/model/memory_map.js';
import { arithmeticText, lineCosts } from '../../assets/text/memory.js';

const BATCH = { shape: [32, 28, 28, 3], strides: [9408, 336, 12, 4], itemsize: 4, offset: 0 };
const LAYOUTS = {
  batch: { shape: [2, 3, 4, 3], strides: [144, 48, 12, 4], itemsize: 4, offset: 0 },
  backwards: { shape: [3, 40, 7], strides: [-8000, 200, -24], itemsize: 8, offset: 16192 },
  stepped: { shape: [5, 6], strides: [96, 16], itemsize: 4, offset: 12 },
  broadcast: { shape: [4, 6], strides: [0, 8], itemsize: 8, offset: 0 },
  windows: { shape: [5, 3], strides: [8, 8], itemsize: 8, offset: 0 },
  columnMajor: { shape: [4, 6], strides: [2, 8], itemsize: 2, offset: 0 },
  wide: { shape: [3, 4], strides: [480, 120], itemsize: 100, offset: 7 },
};

/** Every index of a shape. */
function* indices(shape, index = []) {
  if (index.length === shape.length) {
    yield index;
    return;
  }
  for (let place = 0; place < shape[index.length]; place += 1) {
    yield* indices(shape, [...index, place]);
  }
}

const bytesOf = (layout) => {
  const bytes = new Set();
  for (const index of indices(layout.shape)) {
    for (let byte = 0; byte < layout.itemsize; byte += 1) {
      bytes.add(addressOf(layout, index) + byte);
    }
  }
  return bytes;
};

test('the address is the offset and every index times its stride', () => {
  assert.equal(addressOf(BATCH, [3, 4, 0, 0]), 29568);
  assert.equal(arithmeticText(BATCH, [3, 1, 0, 2]), 'offset 0 + 3 × 9\u202f408 + 1 × 336 + 0 × 12 + 2 × 4 = 28\u202f568');
  assert.equal(arithmeticText({ shape: [3], strides: [-8], itemsize: 8, offset: 16 }, [2]), 'offset 16 + 2 × \u22128 = 0');
  assert.equal(arithmeticText({ shape: [], strides: [], itemsize: 4, offset: 0 }, []), 'offset 0 = 0');
});

test('the extent holds every byte and touches none when there is no element', () => {
  for (const [name, layout] of Object.entries(LAYOUTS)) {
    const bytes = [...bytesOf(layout)];
    assert.deepEqual(extentOf(layout), { low: Math.min(...bytes), high: Math.max(...bytes) + 1 }, name);
  }
  assert.deepEqual(extentOf({ shape: [0, 3], strides: [12, 4], itemsize: 4, offset: 5 }), { low: 5, high: 5 });
});

test('with a bin per byte exactly the bytes of the cross-section are lit', () => {
  for (const [name, layout] of Object.entries(LAYOUTS)) {
    for (const rows of layout.shape.keys()) {
      for (const columns of layout.shape.keys()) {
        if (rows !== columns) {
          const at = layout.shape.map((length) => length - 1);
          const section = sectionOf(layout, { rows, columns, at });
          const { low, high } = extentOf(layout);
          const lit = coverage(section, { low, high }, high - low);
          const bytes = bytesOf(section);
          const told = Array.from(lit, (share, byte) => (share > 1e-6 ? byte + low : null)).filter((byte) => byte !== null);
          assert.deepEqual(told, [...bytes].sort((left, right) => left - right), `${name} ${rows} ${columns}`);
        }
      }
    }
  }
});

test('with a bin for many bytes the shares add up to the bytes of the cross-section', () => {
  const section = sectionOf(BATCH, { rows: 1, columns: 2, at: [3, 0, 0, 1] });
  const extent = extentOf(BATCH);
  const lit = coverage(section, extent, 640);
  const width = (extent.high - extent.low) / 640;
  const sum = lit.reduce((total, share) => total + share * width, 0);
  assert.ok(Math.abs(sum - 28 * 28 * 4) < 1, String(sum));
  assert.ok(lit.every((share, bin) => share === 0 || (bin + 1) * width > 3 * 9408 && bin * width < 4 * 9408));
});

test('a huge array takes no time', () => {
  const side = 65_536;
  const huge = { shape: [side, side, side], strides: [4 * side * side, 4 * side, 4], itemsize: 4, offset: 0 };
  for (const [rows, columns] of [[0, 1], [1, 2], [0, 2], [2, 0]]) {
    const lit = coverage(sectionOf(huge, { rows, columns, at: [9, 9, 9] }), extentOf(huge), 800);
    assert.ok(lit.some((share) => share > 0));
  }
});

test('an address is traced back to the element that begins there, and to none otherwise', () => {
  for (const [name, layout] of Object.entries(LAYOUTS)) {
    const starts = new Set();
    for (const index of indices(layout.shape)) {
      const address = addressOf(layout, index);
      starts.add(address);
      const found = elementAt(layout, address);
      assert.equal(addressOf(layout, found), address, name);
      assert.ok(found.every((place, axis) => place >= 0 && place < layout.shape[axis]), name);
    }
    const { low, high } = extentOf(layout);
    for (let address = low - 3; address < high + 3; address += 1) {
      assert.equal(elementAt(layout, address) !== null, starts.has(address), `${name} ${address}`);
    }
  }
});

test('cache lines are those that the bytes lie in', () => {
  for (const start of [0, 4, 60, 100]) {
    for (const length of [0, 1, 2, 3, 64, 65, 130]) {
      for (const stride of [0, 4, 12, 60, 64, 68, 72, 96, 100, 128, 200, 336, -4, -100, -72]) {
        for (const itemsize of [1, 4, 8, 16, 70, 100]) {
          const lines = new Set();
          for (let place = 0; place < length; place += 1) {
            for (let byte = 0; byte < itemsize; byte += 1) {
              lines.add(Math.floor((start + place * stride + byte) / 64));
            }
          }
          assert.equal(linesTouched(start, length, stride, itemsize), lines.size, [start, length, stride, itemsize].join());
        }
      }
    }
  }
});

test('a row and a column of one channel are told with what they waste', () => {
  const section = sectionOf(BATCH, { rows: 1, columns: 2, at: [3, 0, 0, 1] });
  const [row, column] = lineCosts(section, 0, 0);
  assert.deepEqual([row.lines, column.lines], [6, 28]);
  assert.equal(row.text, 'One row, 28 elements, touches 6 cache lines: 384 bytes fetched, 29 % of them used');
  assert.equal(column.text, 'One column, 28 elements, touches 28 cache lines: 1\u202f792 bytes fetched, 6.3 % of them used');
  assert.deepEqual(lineCosts({ axes: [], shape: [], strides: [], itemsize: 4, offset: 0 }, 0, 0), []);
  assert.equal(lineCosts({ axes: [0], shape: [128], strides: [4], itemsize: 4, offset: 0 }, 0, 5).length, 1);
});
