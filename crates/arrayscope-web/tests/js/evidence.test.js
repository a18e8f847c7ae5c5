import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstOffender } from '../../assets/model/evidence.js';

const SIGNALS = [
  { signal: 'shape', measured: {}, evidence: [] },
  {
    signal: 'non-finite',
    measured: { nan: 2, pos_inf: 0, neg_inf: 1 },
    evidence: [
      { text: 'the first of 2 NaN is at [3, 0]', index: [3, 0] },
      { text: 'the first of 1 \u2212Inf is at [4, 1]', index: [4, 1] },
      { text: 'on axis 0 they lie at 2 of 9 indices', axis: 0 },
    ],
  },
];

test('the first of each kind is where the evidence says', () => {
  assert.deepEqual(firstOffender(SIGNALS, 'nan'), { index: [3, 0], text: 'The first NaN is at [3, 0]' });
  assert.deepEqual(firstOffender(SIGNALS, 'neg_inf').index, [4, 1]);
});

test('what is not there, not known and not counted is told apart', () => {
  assert.deepEqual(firstOffender(SIGNALS, 'pos_inf'), { index: null, text: 'There is no +Inf in this array' });
  assert.match(firstOffender(null, 'nan').text, /still being computed/);
  for (const answer of [{ kind: 'dtype', message: 'no' }, [{ signal: 'non-finite', measured: {}, evidence: [] }]]) {
    assert.equal(firstOffender(answer, 'nan').text, 'Nobody counted NaN in this array');
  }
});
