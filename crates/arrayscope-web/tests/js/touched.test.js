import assert from 'node:assert/strict';
import { test } from 'node:test';

import { costKey, isRead, touchedId } from '../../assets/model/touched.js';
import { touchedText } from '../../assets/text/touched.js';

const geometry = { id: 'a', ndim: 3, shape: [9, 8, 7], dtype: 'float32' };
const view = { array: 'a', rows: 1, columns: 2, at: [0, 0, 0], other: null, compare: 'beside', show: null };
const state = (change = {}, frame = null) => ({ arrays: [], geometry, frame, view: { ...view, ...change } });
const frame = (selection, id = 'a') => ({ id, selection: { rows: 1, columns: 2, at: [0, 0, 0], ...selection } });

test('the cost of a cross-section is another for other axes and not for another index', () => {
  assert.equal(costKey(state({ at: [5, 0, 0] })), costKey(state()));
  assert.notEqual(costKey(state({ rows: 0 })), costKey(state()));
  assert.equal(costKey({ ...state(), geometry: null }), null);
});

test('of two arrays that are compared the difference is asked about: both are read', () => {
  const other = { id: 'b', shape: [9, 8, 7], dtype: 'float32' };
  const compared = { ...state({ other: 'b' }), arrays: [other] };
  assert.equal(touchedId(compared), 'a-minus-b');
  assert.notEqual(costKey(compared), costKey(state()));
});

test('a cross-section has been read when one of these axes and of this array is there', () => {
  assert.equal(isRead(state()), false);
  assert.equal(isRead(state({ at: [5, 0, 0] }, frame({}))), true);
  assert.equal(isRead(state({ rows: 0 }, frame({}))), false);
  assert.equal(isRead(state({}, frame({}, 'b'))), false);
});

test('what costs little is not spoken of, and what costs much is while it is read and afterwards', () => {
  const touched = { key: 'a', costly: true, text: '64 chunks, 268 MB when unpacked' };
  assert.equal(touchedText(touched, false), 'reading 64 chunks, 268 MB when unpacked…');
  assert.equal(touchedText(touched, true), 'each step reads 64 chunks, 268 MB when unpacked');
  assert.equal(touchedText({ ...touched, costly: false }, false), '');
  assert.equal(touchedText(null, false), '');
  // A refusal.
  assert.equal(touchedText({ kind: 'unreadable', message: 'gone' }, false), '');
});
