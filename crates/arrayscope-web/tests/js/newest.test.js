import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLane } from '../../assets/server/newest.js';

/** A job that ends when it is told to. */
function job(name, log) {
  let finish;
  const gate = new Promise((resolve) => {
    finish = resolve;
  });
  const run = async (signal) => {
    log.push(`${name} starts`);
    signal.addEventListener('abort', () => finish());
    await gate;
    log.push(`${name} ${signal.aborted ? 'aborted' : 'ends'}`);
  };
  return { run, finish };
}

test('the newest of those that wait takes the place of the others', async () => {
  const log = [];
  const lane = createLane(assert.fail);
  const jobs = ['a', 'b', 'c', 'd'].map((name) => job(name, log));
  const idle = jobs.map(({ run }) => lane.offer(run)).at(-1);
  jobs.forEach(({ finish }) => finish());
  await idle;
  assert.deepEqual(log, ['a starts', 'a ends', 'd starts', 'd ends']);
});

test('clearing aborts what runs and drops what waits', async () => {
  const log = [];
  const lane = createLane(assert.fail);
  const [first, second] = ['a', 'b'].map((name) => job(name, log));
  lane.offer(first.run);
  const idle = lane.offer(second.run);
  lane.clear();
  await idle;
  assert.deepEqual(log, ['a starts', 'a aborted']);
});

test('a job offered right after clearing runs', async () => {
  const log = [];
  const lane = createLane(assert.fail);
  const [first, second] = ['a', 'b'].map((name) => job(name, log));
  lane.offer(first.run);
  lane.clear();
  const idle = lane.offer(second.run);
  second.finish();
  await idle;
  assert.deepEqual(log, ['a starts', 'a aborted', 'b starts', 'b ends']);
});

test('a failure is reported and the next job runs', async () => {
  const failures = [];
  const lane = createLane((error) => failures.push(error.message));
  await lane.offer(async () => {
    throw new Error('no');
  });
  let ran = false;
  await lane.offer(async () => {
    ran = true;
  });
  assert.deepEqual(failures, ['no']);
  assert.ok(ran);
});

test('what an aborted job throws is not reported', async () => {
  const lane = createLane(assert.fail);
  const idle = lane.offer((signal) => new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  }));
  lane.clear();
  await idle;
});
