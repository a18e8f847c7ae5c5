import assert from 'node:assert/strict';
import { test } from 'node:test';
import { colourOf, colourTable, fewValues, mapInUse, TABLE_LENGTH } from '../../assets/colours/all.js';

test('bool and integers that are close together have few values', () => {
  assert.deepEqual(fewValues('bool', null), { low: 0, high: 1, labels: ['False', 'True'] });
  assert.deepEqual(fewValues('int8', { min: -1, max: 1 }), { low: -1, high: 1, labels: ['-1', '0', '1'] });
  assert.equal(fewValues('uint8', { min: 0, max: 9 }).labels.length, 10);
});

test('other arrays do not', () => {
  for (const [dtype, summary] of [['uint8', { min: 0, max: 10 }], ['int64', null], ['float32', { min: 0, max: 1 }],
    ['uint64', { min: '9007199254740993', max: '9007199254740994' }], ['int16', { message: 'too large' }]]) {
    assert.equal(fewValues(dtype, summary), null, dtype);
  }
});

test('only the default map makes way for steps', () => {
  const few = { low: 0, high: 1 };
  assert.equal(mapInUse('viridis', 'value', few), 'steps');
  assert.equal(mapInUse('viridis', 'value', null), 'viridis');
  assert.equal(mapInUse('magma', 'value', few), 'magma');
  assert.equal(mapInUse('viridis', 'phase', null), 'twilight');
});

test('every value has one colour of its own', () => {
  for (const steps of [1, 2, 3, 7, 10]) {
    const table = colourTable('steps', steps);
    const middles = Array.from({ length: steps }, (_, place) => colourOf(table[Math.floor(((place + 0.5) / steps) * TABLE_LENGTH)]));
    assert.equal(new Set(middles).size, steps);
    assert.equal(new Set(table).size, steps);
  }
});
