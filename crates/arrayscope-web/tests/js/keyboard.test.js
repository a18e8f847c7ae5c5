import assert from 'node:assert/strict';
import { test } from 'node:test';
import { movedTo, SHORTCUTS, shortcutOf } from '../../assets/controls/keyboard.js';

const press = (key, focus = 'page', held = {}) =>
  shortcutOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held }, focus)?.action ?? null;

test('every key of the table does what the table says', () => {
  for (const { keys, shift = false, action } of SHORTCUTS) {
    for (const key of keys) {
      assert.equal(press(key, 'slider', { shiftKey: shift }), action, key);
    }
  }
});

test('no key is taken twice', () => {
  const taken = SHORTCUTS.flatMap(({ keys, shift = false }) => keys.map((key) => `${shift} ${key}`));
  assert.equal(new Set(taken).size, taken.length);
});

test('nothing fires while typing, in a dialog, or with a modifier of the browser', () => {
  for (const key of ['n', 'x', 'ArrowLeft', '3', ' ', '?', 'Escape', 'Home']) {
    assert.equal(press(key, 'field'), null);
    assert.equal(press(key, 'dialog'), null);
    for (const held of ['ctrlKey', 'metaKey', 'altKey']) {
      assert.equal(press(key, 'slider', { [held]: true }), null);
    }
  }
});

test('keys that scroll the page move an axis only on its slider', () => {
  for (const key of ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown', 'Home', 'End']) {
    assert.equal(press(key, 'page'), null);
    assert.equal(press(key, 'button'), null);
    assert.notEqual(press(key, 'slider'), null);
  }
  assert.equal(press('ArrowLeft', 'page'), 'move');
  assert.equal(press('ArrowLeft', 'scroller'), null);
});

test('space presses the button that has the focus', () => {
  assert.equal(press(' ', 'button'), null);
  assert.equal(press('p', 'button'), 'play');
  assert.equal(press(' ', 'page'), 'play');
  assert.equal(press(' ', 'scroller'), null);
});

test('caps lock changes nothing, shift does', () => {
  assert.equal(press('N'), 'place');
  assert.equal(press('N', 'page', { shiftKey: true }), null);
  assert.equal(press('?', 'page', { shiftKey: true }), 'help');
});

test('other keys are left alone', () => {
  for (const key of ['Tab', 'Enter', 'q', 'F5', 'Shift', 'Dead']) {
    assert.equal(press(key), null);
  }
});

test('an axis moves by one, by a tenth, to its ends, and never beyond', () => {
  const to = (key, index, length) =>
    movedTo(shortcutOf({ key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false }, 'slider'), index, length);
  assert.deepEqual([to('ArrowRight', 3, 10), to('ArrowDown', 3, 10)], [4, 2]);
  assert.deepEqual([to('PageUp', 3, 200), to('PageDown', 50, 200)], [23, 30]);
  assert.equal(to('PageUp', 0, 3), 1);
  assert.deepEqual([to('Home', 7, 10), to('End', 7, 10)], [0, 9]);
  assert.deepEqual([to('ArrowRight', 9, 10), to('ArrowLeft', 0, 10), to('PageDown', 2, 100)], [9, 0, 0]);
  assert.equal(to('End', 0, 0), 0);
});
