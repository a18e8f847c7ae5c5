/**
 * Pure functions of a selection: which axes are shown, where the others are fixed, how it is written.
 * A selection that no longer fits is repaired here, never refused.
 */

import { DEFAULT_SEEN, RANGES, sliceText } from './seen.js';

/** @typedef {import('../types.js').Selection} Selection */

/**
 * The nearest valid selection for a shape.
 *
 * @param {Partial<Selection>|null} wanted anything: from a URL, of another array, incomplete
 * @param {number[]} shape
 * @param {Selection} fallback the default cross-section of this array
 * @returns {Selection}
 */
export function repairSelection(wanted, shape, fallback) {
  const ndim = shape.length;
  const isAxis = (axis) => Number.isInteger(axis) && axis >= 0 && axis < ndim;
  const at = shape.map((length, axis) => clampIndex(wanted?.at?.[axis] ?? fallback.at?.[axis] ?? 0, length));
  if (ndim === 0) {
    return { rows: null, columns: null, at };
  }
  if (ndim === 1) {
    return { rows: null, columns: 0, at };
  }
  let rows = isAxis(wanted?.rows) ? wanted.rows : null;
  let columns = isAxis(wanted?.columns) ? wanted.columns : null;
  if (rows !== null && rows === columns) {
    columns = null;
  }
  rows ??= firstOther([fallback.rows, fallback.columns, 0, 1], columns);
  columns ??= firstOther([fallback.columns, fallback.rows, 1, 0], rows);
  return { rows, columns, at };
}

/**
 * The selection after an axis was chosen for the rows or the columns.
 * Choosing the axis that the other side shows swaps the two.
 *
 * @param {Selection} selection
 * @param {'rows'|'columns'} side
 * @param {number} axis
 * @returns {Selection}
 */
export function showAxis(selection, side, axis) {
  const other = side === 'rows' ? 'columns' : 'rows';
  const next = { ...selection, [side]: axis };
  if (selection[other] === axis) {
    next[other] = selection[side];
  }
  return next;
}

/**
 * The selection with its rows as columns and its columns as rows.
 *
 * @param {Selection} selection
 * @returns {Selection}
 */
export function swapShown(selection) {
  const { rows, columns } = selection;
  return rows === null || columns === null ? selection : { ...selection, rows: columns, columns: rows };
}

/**
 * The axis that keys move: the one that was focused, else the first that chooses the cross-section, else the columns.
 *
 * @param {number|null} focused
 * @param {Selection} selection
 * @param {number[]} shape
 * @returns {number|null} null for a scalar
 */
export function focusedAxis(focused, selection, shape) {
  if (focused !== null && focused < shape.length) {
    return focused;
  }
  const hidden = shape.findIndex((length, axis) => length > 1 && roleOf(selection, axis) === 'hidden');
  return hidden >= 0 ? hidden : selection.columns;
}

/**
 * What the slider of an axis does: fixes the index of a hidden axis, or moves the crosshair.
 *
 * @param {Selection} selection
 * @param {number} axis
 * @returns {'rows'|'columns'|'colours'|'hidden'} colours when all of its positions are shown in one picture
 */
export function roleOf(selection, axis) {
  if (axis === selection.channel) {
    return 'colours';
  }
  if (axis === selection.rows) {
    return 'rows';
  }
  return axis === selection.columns ? 'columns' : 'hidden';
}

/**
 * The cross-section as NumPy writes it: `arr[0, :, :, 1]`, with `.T` when the rows come after the columns; of a part of
 * it, drawn backwards, `arr[0, 49:9:-1, 20:60, 1]`.
 *
 * @param {Selection} selection
 * @param {Partial<import('../types.js').View>} [seen] ranges and directions, all and forwards unless told otherwise
 * @returns {string}
 */
export function numpyText(selection, seen = DEFAULT_SEEN) {
  const { rows, columns } = selection;
  const parts = slicesOf(selection, seen);
  const transposed = rows !== null && columns !== null && rows > columns;
  return `${indexText(parts)}${transposed ? '.T' : ''}`;
}

/**
 * What each axis is indexed with: `['0', '10:50', '::-1', '1']`.
 *
 * @param {Selection} selection
 * @param {Partial<import('../types.js').View>} seen
 * @returns {string[]}
 */
export function slicesOf(selection, seen) {
  return selection.at.map((index, axis) => {
    const role = roleOf(selection, axis);
    if (role === 'hidden') {
      return String(index);
    }
    // Colours are shown all, and forwards.
    return role in RANGES ? sliceText(seen[RANGES[role]], seen.flip[role]) : ':';
  });
}

/**
 * One element as NumPy writes it: `arr[0, 3, 4, 1]`, `arr[()]` for 0-D.
 *
 * @param {(number|string)[]} index
 * @returns {string}
 */
export function indexText(index) {
  return `arr[${index.length === 0 ? '()' : index.join(', ')}]`;
}

/**
 * The full index of a cell of the cross-section.
 *
 * @param {Selection} selection
 * @param {number} row index along the rows axis
 * @param {number} column index along the columns axis
 * @returns {number[]}
 */
export function indexAt({ rows, columns, at }, row, column) {
  return at.map((index, axis) => {
    if (axis === rows) {
      return row;
    }
    return axis === columns ? column : index;
  });
}

/**
 * What a cross-section depends on: equal keys mean the same picture, wherever the crosshair is.
 *
 * @param {Selection} selection
 * @returns {string}
 */
export function pictureKey({ rows, columns, at, part, channel, between }) {
  const fixed = at.map((index, axis) => (axis === rows || axis === columns || axis === channel ? ':' : index));
  const aspect = part ?? (channel === undefined ? '' : `|${channel}:${between ?? ''}`);
  return `${rows ?? '-'}|${columns ?? '-'}|${fixed.join(',')}${aspect}`;
}

/**
 * @param {unknown} value
 * @param {number} length
 * @returns {number} an index in `0..length`, 0 for an empty axis
 */
export function clampIndex(value, length) {
  const index = Math.trunc(Number(value));
  if (!Number.isFinite(index)) {
    return 0;
  }
  return Math.min(Math.max(index, 0), Math.max(length - 1, 0));
}

/** The first of the candidates that is an axis and not the one taken. */
function firstOther(candidates, taken) {
  return candidates.find((axis) => axis !== null && axis !== undefined && axis !== taken);
}
