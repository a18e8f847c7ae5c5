/** The binary frame of a cross-section: u32 length, JSON header, then float32 or float64 cells, or colours. */

import { frameOfColours } from './colours.js';

/** @typedef {import('../types.js').Frame} Frame */

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
  if (header.dtype === 'uint8') {
    return frameOfColours(header, buffer, start, id);
  }
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
