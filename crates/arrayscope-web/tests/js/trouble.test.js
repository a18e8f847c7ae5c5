import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pauseBefore, troubleOf } from '../../assets/server/trouble.js';

test('pauses grow to a quarter of a minute and no further', () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 500].map(pauseBefore), [1000, 2000, 4000, 8000, 15000, 15000, 15000]);
});

test('refusals of the server tell what became of it', () => {
  assert.deepEqual(['network', 'token', 'not found', 'shape', 'page'].map(troubleOf), ['lost', 'token', 'changed', null, null]);
});
