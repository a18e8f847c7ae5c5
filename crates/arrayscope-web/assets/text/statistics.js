/** The numbers of the statistics panel as lines of NumPy, of Python with arrayscope, and of the shell. */

import { commandAddress, pythonString, shellWord } from './commands.js';

/**
 * @typedef {object} Question
 * @property {import('./commands.js').Named} named
 * @property {string} format of the file
 * @property {number} ndim
 * @property {number} axis
 * @property {boolean} along
 * @property {string} statistic
 * @property {boolean} finite whether every value of the array is
 */

/**
 * @param {Question} question
 * @returns {string} the expression of NumPy alone; finite values only, as the panel has them
 */
export function numpyExpression({ ndim, axis, along, statistic, finite }) {
  const others = Array.from({ length: ndim }, (_, other) => other).filter((other) => other !== axis);
  const axes = along ? `(${others.join(', ')}${others.length === 1 ? ',' : ''})` : String(axis);
  const counted = { count: 'isfinite', nan: 'isnan', pos_inf: 'isposinf', neg_inf: 'isneginf' }[statistic];
  if (counted !== undefined) {
    return `np.${counted}(a).sum(axis=${axes})`;
  }
  const wide = statistic === 'mean' || statistic === 'std' ? ', dtype=np.float64' : '';
  return finite ? `a.${statistic}(axis=${axes}${wide})`
    : `np.nan${statistic}(np.where(np.isfinite(a), a, np.nan), axis=${axes}${wide})`;
}

/**
 * @param {Question} question
 * @returns {string}
 */
export const numpyLines = (question) =>
  ['import numpy as np', '', ...loadLines(question), `x = ${numpyExpression(question)}`, ''].join('\n');

/**
 * @param {Question} question
 * @returns {string}
 */
export function pythonStatistics(question) {
  const call = question.along ? 'profile' : 'axis_stats';
  return ['import arrayscope, numpy as np', '', ...loadLines(question),
    `x = arrayscope.${call}(a, ${question.axis}).${question.statistic}`, ''].join('\n');
}

/**
 * @param {Question} question
 * @returns {string}
 */
export function shellStatistics({ named, axis, along, statistic }) {
  const words = ['arrayscope', 'stats', commandAddress(named), '--axis', String(axis), ...(along ? ['--along'] : []),
    '--statistics', statistic, '--format', 'csv'];
  return [...sampleWords(named, ['arrayscope']), words.map(shellWord).join(' ')].join(' && ');
}

function sampleWords(named, command) {
  if (!('sample' in named)) {
    return [];
  }
  const seed = named.seed === 0 ? [] : ['--seed', String(named.seed)];
  return [[...command, 'sample', String(named.sample), ...seed, '-o', commandAddress(named)].map(shellWord).join(' ')];
}

/** How `a` is had; tables and other files that NumPy does not read are loaded by way of the command. */
export function loadLines({ named, format }) {
  if ('sample' in named) {
    return [`# first: ${sampleWords(named, ['arrayscope'])[0]}`, `a = np.load(${pythonString(commandAddress(named))})`];
  }
  const { file, member, index } = named;
  const part = `${member === null ? '' : `[${pythonString(member)}]`}${index === null ? '' : `[${index.replaceAll('newaxis', 'np.newaxis')}]`}`;
  if (format === 'npy' || format === 'npz') {
    return [`a = np.load(${pythonString(file)})${part}`];
  }
  const words = ['slice', commandAddress({ file, member, index }), '-o', 'a.npy'].map(pythonString).join(', ');
  return ['import subprocess, sys', `subprocess.run([sys.executable, "-m", "arrayscope", ${words}], check=True)`, 'a = np.load("a.npy")'];
}
