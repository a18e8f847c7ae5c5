/** The frame of a picture in its own colours: header, four bytes per cell, and a byte per cell where it has marks. */

/** @typedef {import('../types.js').Frame} Frame */

/** What a byte of the marks stands for. */
const MARKED = [0, Number.NaN, Infinity, -Infinity];

/**
 * @param {object} header
 * @param {ArrayBuffer} buffer
 * @param {number} start of the cells
 * @param {string} id the array that was asked for
 * @returns {Frame} its values are 0, and what is not finite where a cell has a mark
 */
export function frameOfColours(header, buffer, start, id) {
  const cells = header.rows.cells * header.columns.cells;
  const found = buffer.byteLength - start;
  if (found !== 4 * cells && found !== 5 * cells) {
    throw new Error(`the frame declares ${cells} cells in colours and holds ${found} bytes`);
  }
  const values = new Float32Array(cells);
  if (found > 4 * cells) {
    new Uint8Array(buffer, start + 4 * cells).forEach((mark, cell) => {
      values[cell] = MARKED[mark];
    });
  }
  return { ...header, id, values, colours: new Uint32Array(buffer, start, cells) };
}
