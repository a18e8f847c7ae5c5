/** Reading `.npy` as the server writes it: little-endian float64, int64 or uint64 in C order. */

const KINDS = { '<f8': Float64Array, '<i8': BigInt64Array, '<u8': BigUint64Array };

/**
 * @param {ArrayBuffer} buffer
 * @returns {{shape: number[], values: Float64Array|BigInt64Array|BigUint64Array}}
 * @throws {Error} when it is something else
 */
export function decodeNpy(buffer) {
  const view = new DataView(buffer);
  if (buffer.byteLength < 10 || view.getUint32(0) !== 0x934e554d) {
    throw new Error('the answer is no .npy file');
  }
  const wide = view.getUint8(6) > 1;
  const start = (wide ? 12 : 10) + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  const header = new TextDecoder('latin1').decode(new Uint8Array(buffer, 10, start - 10));
  const descr = /'descr': '([^']+)'/.exec(header)?.[1];
  const shape = (/'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '').split(',').filter((part) => part.trim() !== '').map(Number);
  const Values = KINDS[descr];
  const size = shape.reduce((product, length) => product * length, 1);
  if (Values === undefined || buffer.byteLength - start !== size * 8) {
    throw new Error(`the answer holds ${descr ?? 'nothing'} in ${buffer.byteLength - start} bytes, expected 8 for each of ${size}`);
  }
  return { shape, values: start % 8 === 0 ? new Values(buffer, start, size) : new Values(buffer.slice(start)) };
}
