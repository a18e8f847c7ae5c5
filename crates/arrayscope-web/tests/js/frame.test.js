import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeFrame } from '../../assets/server/frame.js';

/** A frame as the server writes it. */
function encode(values, rows, columns, { dtype = 'float64', pad = true } = {}) {
  const header = {
    address: 'a.npy', numpy: 'arr[:, :]', selection: { rows: 0, columns: 1, at: [0, 0] }, dtype, of: 'value',
    rows: { axis: 0, length: rows, cells: rows, step: 1 }, columns: { axis: 1, length: columns, cells: columns, step: 1 },
    min: 0, max: 1, nan: 0, pos_inf: 0, neg_inf: 0, reduced: null,
  };
  let text = JSON.stringify(header);
  while (pad && (4 + text.length) % 8 !== 0) {
    text += ' ';
  }
  const head = new TextEncoder().encode(text);
  const cells = dtype === 'float32' ? new Float32Array(values) : new Float64Array(values);
  const buffer = new Uint8Array(4 + head.length + cells.byteLength);
  new DataView(buffer.buffer).setUint32(0, head.length, true);
  buffer.set(head, 4);
  buffer.set(new Uint8Array(cells.buffer), 4 + head.length);
  return buffer.buffer;
}

test('a frame gives its header and its cells', () => {
  for (const dtype of ['float32', 'float64']) {
    const frame = decodeFrame(encode([1, 2, 3, 4, 5, 6], 2, 3, { dtype }), 'x');
    assert.equal(frame.id, 'x');
    assert.equal(frame.numpy, 'arr[:, :]');
    assert.deepEqual([...frame.values], [1, 2, 3, 4, 5, 6]);
  }
});

test('padded cells are read in place', () => {
  const buffer = encode([1, 2], 1, 2);
  assert.equal(decodeFrame(buffer, 'x').values.buffer, buffer);
});

test('cells that are not aligned are read all the same', () => {
  for (let length = 0; length < 8; length += 1) {
    const buffer = encode([1.5, 2.5], 1, 2, { pad: false });
    assert.deepEqual([...decodeFrame(buffer, 'x').values], [1.5, 2.5]);
  }
});

test('a frame that does not hold what it declares is refused', () => {
  const whole = encode([1, 2, 3, 4], 2, 2);
  assert.throws(() => decodeFrame(new ArrayBuffer(2), 'x'), /at least 4 bytes/);
  assert.throws(() => decodeFrame(whole.slice(0, 20), 'x'), /header of/);
  assert.throws(() => decodeFrame(whole.slice(0, -8), 'x'), /declares 4 cells and holds 3/);
});

test('an empty cross-section has no cells', () => {
  const frame = decodeFrame(encode([], 0, 3), 'x');
  assert.equal(frame.values.length, 0);
});

test('a frame of colours holds pixels and marks', () => {
  const header = JSON.stringify({ dtype: 'uint8', of: 'rgb', rows: { cells: 1 }, columns: { cells: 2 } });
  const text = new TextEncoder().encode(header.padEnd(Math.ceil((header.length + 4) / 8) * 8 - 4));
  const build = (cells) => {
    const bytes = new Uint8Array(4 + text.length + cells.length);
    new DataView(bytes.buffer).setUint32(0, text.length, true);
    bytes.set(text, 4);
    bytes.set(cells, 4 + text.length);
    return bytes.buffer;
  };
  const plain = decodeFrame(build([1, 2, 3, 255, 4, 5, 6, 255]), 'x');
  assert.deepEqual([...new Uint8Array(plain.colours.buffer, plain.colours.byteOffset, 8)], [1, 2, 3, 255, 4, 5, 6, 255]);
  assert.deepEqual([...plain.values], [0, 0]);
  const marked = decodeFrame(build([1, 2, 3, 255, 4, 5, 6, 255, 0, 3]), 'x');
  assert.deepEqual([...marked.values], [0, -Infinity]);
  assert.throws(() => decodeFrame(build([1, 2, 3]), 'x'), /declares 2 cells in colours/);
});
