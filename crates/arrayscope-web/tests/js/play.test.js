import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createPlayer, nextStep } from '../../assets/controls/play.js';

/** A player with a clock that is moved by hand. */
function played(pause = 100) {
  let time = 0;
  let timers = [];
  const steps = [];
  const player = createPlayer({
    pause: () => pause,
    step: () => steps.push(time),
    now: () => time,
    later: (run, millis) => {
      const timer = { run, at: time + millis };
      timers.push(timer);
      return timer;
    },
    cancel: (timer) => {
      timers = timers.filter((other) => other !== timer);
    },
  });
  const wait = (millis) => {
    time += millis;
    const over = timers.filter(({ at }) => at <= time);
    timers = timers.filter(({ at }) => at > time);
    over.forEach(({ run }) => run());
  };
  return { player, steps, wait };
}

test('a loop begins again, a bounce turns round', () => {
  const walk = (turn, count) => {
    const visited = [];
    let at = { index: 0, direction: 1 };
    for (let step = 0; step < count; step += 1) {
      at = nextStep(at.index, at.direction, 3, turn);
      visited.push(at.index);
    }
    return visited;
  };
  assert.deepEqual(walk('loop', 7), [1, 2, 0, 1, 2, 0, 1]);
  assert.deepEqual(walk('bounce', 7), [1, 2, 1, 0, 1, 2, 1]);
});

test('a bounce of two indices goes to and fro', () => {
  assert.deepEqual(nextStep(1, 1, 2, 'bounce'), { index: 0, direction: -1 });
  assert.deepEqual(nextStep(0, -1, 2, 'bounce'), { index: 1, direction: 1 });
});

test('no step is taken before the last one is painted', () => {
  const { player, steps, wait } = played();
  player.start();
  wait(1000);
  assert.deepEqual(steps, [0]);
  player.painted();
  wait(0);
  assert.deepEqual(steps, [0, 1000]);
});

test('quick paints keep the pace', () => {
  const { player, steps, wait } = played(100);
  player.start();
  for (let round = 0; round < 3; round += 1) {
    wait(10);
    player.painted();
    player.painted();
    wait(89);
    wait(1);
  }
  assert.deepEqual(steps, [0, 100, 200, 300]);
});

test('what is stopped takes no step, and may be started again', () => {
  const { player, steps, wait } = played(100);
  player.start();
  player.painted();
  player.stop();
  wait(500);
  player.painted();
  wait(500);
  assert.deepEqual([steps, player.isPlaying()], [[0], false]);
  player.start();
  player.start();
  assert.deepEqual(steps, [0, 1000]);
});

test('paints of others start nothing', () => {
  const { player, steps, wait } = played();
  player.painted();
  wait(1000);
  assert.deepEqual(steps, []);
});
