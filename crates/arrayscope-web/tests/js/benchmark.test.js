import assert from 'node:assert/strict';
import { test } from 'node:test';

import { QUESTIONS, answersTo, barsOf, durationText } from '../../assets/model/benchmark.js';

test('times have three digits and the unit that fits', () => {
  assert.deepEqual([2.5e-9, 1.234e-6, 0.0456, 0.9996, 12.34].map(durationText), ['2.50 ns', '1.23 µs', '45.6 ms', '1.00 s', '12.3 s']);
});

test('bars are shares of the longest of the same subject', () => {
  const cases = [['a', 2], ['a', 1], ['b', 8], ['b', 4]].map(([subject, seconds]) => (
    { group: 'axes', subject, what: 'x', median_seconds: seconds, low_seconds: seconds, high_seconds: seconds }));
  assert.deepEqual(barsOf([...cases, { group: 'floor', subject: 'a', median_seconds: 99 }], 'axes').map(({ share }) => share), [1, 0.5, 1, 0.5]);
});

test('an expectation that the machine contradicts is said not to hold', () => {
  const axes = QUESTIONS.find(({ group }) => group === 'axes');
  const findings = [
    { about: 'axis 0 against axis -1, the one reduction', text: '', ratio: 0.8 },
    { about: 'axis 0 against axis -1, plain loop', text: '', ratio: 4 },
    { about: 'reshape as copy against view', text: '', ratio: 100 },
  ];
  assert.deepEqual(answersTo(findings, axes).map(({ holds }) => holds), ['no', 'yes']);
});

test('products with other work say nothing about caches', () => {
  const product = QUESTIONS.find(({ group }) => group === 'product');
  const findings = ['FLOPs are equal; it took', 'arr.T @ arr has 7.8 times the FLOPs'].map((text) => ({ about: 'arr.T @ arr against', text, ratio: 8 }));
  assert.deepEqual(answersTo(findings, product).map(({ holds }) => holds), ['yes', 'work']);
});
