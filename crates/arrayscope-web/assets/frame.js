/** The binary frame of a cross-section: u32 length, JSON header, then float32 or float64 cells. */

/** @typedef {import('./types.js').Frame} Frame */

export const FRAME_TYPE = 'application/vnd.arrayscope.frame';

/**
 * @param {ArrayBuffer} buffer
 * @param {string} id the array that was asked for
 * @returns {Frame} its values are a view of the buffer: no cell is copied
 * @throws {Error} when the frame does not hold what its header declares
 */
export function decodeFrame(buffer, id) {
  if (buffer.byteLength < 4) {
    throw new Error(`a frame needs at least 4 bytes, found ${buffer.byteLength}`);
  }
  const headerLength = new DataView(buffer).getUint32(0, true);
  const start = 4 + headerLength;
  if (start > buffer.byteLength) {
    throw new Error(`the frame declares a header of ${headerLength} bytes and holds ${buffer.byteLength - 4}`);
  }
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, headerLength)));
  const cells = header.rows.cells * header.columns.cells;
  const Values = header.dtype === 'float32' ? Float32Array : Float64Array;
  const found = (buffer.byteLength - start) / Values.BYTES_PER_ELEMENT;
  if (found !== cells) {
    throw new Error(`the frame declares ${cells} cells and holds ${found}`);
  }
  // Cells are little-endian, as is every machine that runs a browser today.
  const values = start % Values.BYTES_PER_ELEMENT === 0
    ? new Values(buffer, start, cells)
    : new Values(buffer.slice(start));
  return { ...header, id, values };
}

/**
 * The cells as Plotly wants them, with what is not finite taken out of the colours and put into marks.
 *
 * @param {Frame} frame
 * @returns {{z: (Float32Array|Float64Array)[], marks: Int8Array[]|null}} one array per row; a mark is 0 for a
 *   finite cell, 1 NaN, 2 +Inf, 3 −Inf; null when every cell is finite
 */
export function splitCells(frame) {
  const { rows: { cells: rows }, columns: { cells: columns }, values } = frame;
  const z = [];
  const marks = [];
  let anyMark = false;
  for (let row = 0; row < rows; row += 1) {
    let cells = values.subarray(row * columns, (row + 1) * columns);
    const mark = new Int8Array(columns);
    let rowMark = false;
    for (let column = 0; column < columns; column += 1) {
      const value = cells[column];
      if (!Number.isFinite(value)) {
        mark[column] = Number.isNaN(value) ? 1 : value > 0 ? 2 : 3;
        rowMark = true;
      }
    }
    if (rowMark) {
      anyMark = true;
      cells = cells.map((value) => (Number.isFinite(value) ? value : Number.NaN));
    }
    z.push(cells);
    marks.push(mark);
  }
  return { z, marks: anyMark ? marks : null };
}
