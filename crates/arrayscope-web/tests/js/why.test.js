import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { SIGNAL_WHY, WHY } from '../../assets/text/why.js';

const words = (text) => text.trim().split(/\s+/).length;

test('every explanation has under sixty words and ends as a sentence does', () => {
  for (const [name, text] of Object.entries(WHY)) {
    assert.ok(words(text) < 60, `${name} has ${words(text)} words`);
    assert.ok(words(text) > 15 && text.endsWith('.'), name);
  }
});

test('every place of the page that explains has a text, and every text a place', () => {
  const page = readFileSync(new URL('../../assets/index.html', import.meta.url), 'utf8');
  const places = [...page.matchAll(/data-why="([^"]+)"/g)].map(([, name]) => name);
  assert.deepEqual(places.toSorted(), Object.keys(WHY).toSorted());
});

test('every signal says in one sentence why it matters', () => {
  assert.deepEqual(Object.keys(SIGNAL_WHY), ['shape', 'dtype', 'non-finite', 'value range', 'memory', 'contiguity']);
  for (const text of Object.values(SIGNAL_WHY)) {
    assert.ok(words(text) < 30 && !text.endsWith('.'), text);
  }
});
