import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ahead, createFrames } from '../../assets/server/frames.js';

const question = (item, crosshair = 0) => ({ id: 'a', selection: { rows: 1, columns: 2, at: [item, crosshair, 0] }, most: { rows: 4, columns: 4 } });

/** Frames of a server that answers when it is told to. */
function frames(bounds = {}) {
  const asked = [];
  const ask = ({ selection }, signal) => new Promise((resolve, reject) => {
    const answer = () => resolve({ id: 'a', selection, values: new Float32Array(4) });
    asked.push({ item: selection.at[0], signal, answer, refuse: () => reject(new Error('no')) });
    signal.addEventListener('abort', () => reject(new Error('aborted')));
  });
  return { asked, items: () => asked.map(({ item }) => item), ...createFrames(ask, { now: () => 0, later: () => {}, ...bounds }) };
}

const { signal } = new AbortController();
const later = () => new Promise((resolve) => setImmediate(resolve));

test('what was looked ahead for is there at once, wherever the crosshair is by then', async () => {
  const { asked, items, expect, find } = frames();
  expect([question(1), question(2)]);
  assert.equal(find(question(1)), null);
  assert.deepEqual(items(), [1]);
  asked[0].answer();
  await later();
  assert.deepEqual(items(), [1, 2]);
  assert.deepEqual(find(question(1, 3)).selection.at, [1, 3, 0]);
});

test('a page that rests lets go of every frame, without being asked for one', async () => {
  const [clock, alarms] = [{ now: 0 }, []];
  const { asked, find, fetch } = frames({ fresh: 100, now: () => clock.now, later: (run, millis) => alarms.push({ run, millis }) });
  const frame = fetch(question(1), signal);
  asked[0].answer();
  await frame;
  assert.deepEqual(alarms.map(({ millis }) => millis), [101]);
  clock.now = 101;
  alarms[0].run();
  clock.now = 0;
  assert.equal(find(question(1)), null);
  assert.equal(alarms.length, 1);
});

test('a frame on its way is not asked for again', async () => {
  const { asked, items, expect, fetch } = frames();
  expect([question(1)]);
  const frame = fetch(question(1, 2), signal);
  asked[0].answer();
  assert.deepEqual((await frame).selection.at, [1, 2, 0]);
  assert.deepEqual(items(), [1]);
});

test('another direction gives up what was expected and not what is wanted', async () => {
  const { asked, expect, fetch } = frames();
  expect([question(1)]);
  const wanted = fetch(question(5), signal);
  expect([question(9)]);
  assert.deepEqual(asked.map(({ signal: one }) => one.aborted), [true, false, false]);
  asked[1].answer();
  assert.equal((await wanted).selection.at[0], 5);
});

test('the second one is not asked for when the direction has changed meanwhile', async () => {
  const { asked, items, expect } = frames();
  expect([question(1), question(2)]);
  expect([question(8)]);
  asked.forEach(({ answer }) => answer());
  await later();
  assert.deepEqual(items(), [1, 8]);
});

test('a look ahead that fails is no failure, and is asked again when it is wanted', async () => {
  const { asked, expect, fetch } = frames();
  expect([question(1)]);
  asked[0].refuse();
  await later();
  const frame = fetch(question(1), signal);
  asked[1].answer();
  assert.equal((await frame).selection.at[0], 1);
});

test('an old frame is asked for again: the file may have changed', async () => {
  let time = 0;
  const { asked, expect, find } = frames({ fresh: 100, now: () => time });
  expect([question(1)]);
  asked[0].answer();
  await later();
  time = 100;
  assert.notEqual(find(question(1)), null);
  time = 101;
  assert.equal(find(question(1)), null);
});

test('what is too old to be shown is not kept either', async () => {
  let time = 0;
  const { asked, fetch, find } = frames({ fresh: 100, now: () => time });
  const first = fetch(question(1), signal);
  asked[0].answer();
  await first;
  time = 101;
  const second = fetch(question(2), signal);
  asked[1].answer();
  await second;
  time = 50;
  assert.equal(find(question(1)), null);
});

test('the frame asked for first makes room', async () => {
  const { asked, fetch, find } = frames({ most: 32 });
  for (const item of [1, 2, 3]) {
    const frame = fetch(question(item), signal);
    asked.at(-1).answer();
    await frame;
  }
  assert.deepEqual([1, 2, 3].map((item) => find(question(item)) !== null), [false, true, true]);
});

test('who no longer wants it ends the question', async () => {
  const { asked, fetch } = frames();
  const controller = new AbortController();
  const frame = fetch(question(1), controller.signal);
  controller.abort();
  await assert.rejects(frame);
  assert.equal(asked[0].signal.aborted, true);
});

test('a slider goes on as it went last, as far as its axis goes', () => {
  const at = (...index) => ({ rows: 1, columns: 2, at: index });
  const items = (...given) => ahead(...given, [10, 8, 8, 3], 2).map((selection) => selection.at);
  assert.deepEqual(items(at(3, 0, 0, 1), at(4, 0, 0, 1)), [[5, 0, 0, 1], [6, 0, 0, 1]]);
  assert.deepEqual(items(at(3, 0, 0, 1), at(1, 0, 0, 1)), []);
  assert.deepEqual(items(at(8, 0, 0, 1), at(7, 0, 0, 1)), [[6, 0, 0, 1], [5, 0, 0, 1]]);
  assert.deepEqual(items(at(7, 0, 0, 1), at(8, 0, 0, 1)), [[9, 0, 0, 1]]);
});

test('a crosshair that moves, another pair of axes and two axes at once tell no direction', () => {
  const before = { rows: 1, columns: 2, at: [3, 0, 0, 1] };
  const after = (patch) => ahead(before, { ...before, ...patch }, [10, 8, 8, 3], 2);
  assert.deepEqual(after({ at: [3, 1, 0, 1] }), []);
  assert.deepEqual(after({ rows: 2, columns: 1, at: [4, 0, 0, 1] }), []);
  assert.deepEqual(after({ at: [4, 0, 0, 2] }), []);
  assert.deepEqual(ahead(null, before, [10, 8, 8, 3], 2), []);
});
