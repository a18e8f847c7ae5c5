import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  axisLabel, elementToDouble, formatBytes, formatCount, formatNumber, shapeText, toDouble, withUnit,
} from '../../assets/text/format.js';

const plain = (text) => text.replaceAll('\u202f', ' ').replaceAll('\u2212', '-');

test('digits stand in groups of three', () => {
  assert.deepEqual([0, 12, 999, 1000, 75264, -1234567].map((value) => plain(formatCount(value))),
    ['0', '12', '999', '1 000', '75 264', '-1 234 567']);
});

test('integers of 64 bits keep every digit', () => {
  assert.equal(plain(formatCount('9223372036854775807')), '9 223 372 036 854 775 807');
  assert.equal(plain(formatNumber('-9223372036854775808')), '-9 223 372 036 854 775 808');
});

test('words for what is not finite', () => {
  assert.deepEqual(['NaN', 'Infinity', '-Infinity', Number.NaN, Infinity, -Infinity].map((value) => plain(formatNumber(value))),
    ['NaN', '+Inf', '-Inf', 'NaN', '+Inf', '-Inf']);
  assert.equal(formatNumber(null), '–');
});

test('measured numbers are rounded to six digits', () => {
  assert.equal(formatNumber(0.12345678), '0.123457');
  assert.equal(plain(formatNumber(-36.6)), '-36.6');
  assert.equal(plain(formatNumber(1234.56789)), '1 234.57');
  assert.equal(plain(formatNumber(1.5e-9)), '1.5e-9');
  assert.equal(plain(formatNumber(2.5e300)), '2.5e300');
  assert.equal(formatNumber(0), '0');
});

test('large numbers keep two decimals', () => {
  assert.equal(plain(formatNumber(99999999.9871)), '99 999 999.99');
  assert.equal(plain(formatNumber(100000000.25)), '100 000 000.25');
});

test('words of the JSON become doubles for drawing', () => {
  assert.equal(toDouble('-Infinity'), -Infinity);
  assert.ok(Number.isNaN(toDouble('NaN')));
  assert.ok(Number.isNaN(toDouble(null)));
  assert.equal(toDouble('9007199254740993'), 9007199254740992);
});

test('exact texts of elements become doubles for drawing', () => {
  assert.deepEqual(['inf', '-inf', '0.5', 'True', 'False', '12'].map(elementToDouble), [Infinity, -Infinity, 0.5, 1, 0, 12]);
  assert.ok(Number.isNaN(elementToDouble('nan')));
  assert.ok(Number.isNaN(elementToDouble('1+2j')));
  assert.ok(Number.isNaN(elementToDouble('')));
});

test('bytes are told in both units', () => {
  assert.equal(formatBytes(1), '1 byte');
  assert.equal(formatBytes(512), '512 bytes');
  assert.equal(formatBytes(301056), '0.301 MB · 0.287 MiB');
  assert.equal(formatBytes(4e9), '4 GB · 3.73 GiB');
});

test('a shape is what NumPy writes', () => {
  assert.deepEqual([[], [128], [32, 28, 28, 3]].map(shapeText), ['()', '(128,)', '(32, 28, 28, 3)']);
});

test('an axis is labelled by index, name and length', () => {
  assert.equal(axisLabel(0, 'batch', 32), 'axis 0 · batch (32)');
  assert.equal(axisLabel(1, 'axis 1', 5), 'axis 1 (5)');
  assert.equal(axisLabel(1, undefined, 5), 'axis 1 (5)');
});

test('a unit follows its value', () => {
  assert.equal(withUnit('36.6', '°C'), '36.6 °C');
  assert.equal(withUnit('36.6', null), '36.6');
});
