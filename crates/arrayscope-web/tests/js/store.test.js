import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createStore } from '../../assets/state/store.js';

const initial = { view: { rows: 0, columns: 1 }, frame: null };

test('a watcher runs at once and then only when what it picked has changed', () => {
  const store = createStore(initial);
  const seen = [];
  store.watch(({ frame }) => [frame], ({ frame }) => seen.push(frame));
  store.setView({ rows: 2 });
  store.set({ frame: 'a' });
  store.set({ frame: 'a' });
  assert.deepEqual(seen, [null, 'a']);
});

test('setting the view keeps the rest of it', () => {
  const store = createStore(initial);
  store.setView({ rows: 5 });
  assert.deepEqual(store.get().view, { rows: 5, columns: 1 });
});

test('a watcher that sets the state does not run inside another', () => {
  const store = createStore(initial);
  let depth = 0;
  store.watch(({ view }) => [view.rows], ({ view }) => {
    depth += 1;
    assert.equal(depth, 1);
    if (view.rows > 0 && view.rows < 4) {
      store.setView({ rows: view.rows + 1 });
    }
    depth -= 1;
  });
  store.setView({ rows: 1 });
  assert.equal(store.get().view.rows, 4);
});

test('every watcher sees the newest state', () => {
  const store = createStore(initial);
  const seen = [];
  store.watch(({ view }) => [view.rows], ({ view }) => {
    if (view.rows === 1) {
      store.setView({ rows: 2 });
    }
  });
  store.watch(({ view }) => [view.rows], ({ view }) => seen.push(view.rows));
  store.setView({ rows: 1 });
  assert.deepEqual(seen, [0, 2]);
});

test('NaN is the same as NaN', () => {
  const store = createStore({ ...initial, frame: Number.NaN });
  let runs = 0;
  store.watch(({ frame }) => [frame], () => {
    runs += 1;
  });
  store.set({ frame: Number.NaN });
  assert.equal(runs, 1);
});

test('the state cannot be changed from outside', () => {
  const store = createStore(initial);
  assert.throws(() => {
    store.get().frame = 'x';
  }, TypeError);
});
