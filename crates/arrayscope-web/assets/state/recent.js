/** Arrays that were looked at lately, by the names that the URL gives them; values and paths are never kept. */

import { nameOfArray, resolveArray } from './sources.js';

/** @typedef {import('../types.js').ArrayEntry} ArrayEntry */

const KEY = 'arrayscope:recent';
const MOST_KEPT = 12;
const MOST_SHOWN = 4;

/**
 * The list once an array was opened: it stands first, and names that no array here has are gone.
 *
 * @param {string[]} names newest first
 * @param {ArrayEntry[]} arrays
 * @param {string} id the array that was opened
 * @returns {string[]}
 */
export function remembered(names, arrays, id) {
  const name = nameOfArray(arrays, id);
  const known = names.filter((other) => other !== name && resolveArray(arrays, other) !== null);
  return [name, ...known].slice(0, MOST_KEPT);
}

/**
 * What is offered: the newest but the one on display.
 *
 * @param {string[]} names
 * @param {ArrayEntry[]} arrays
 * @param {string|null} id
 * @returns {ArrayEntry[]}
 */
export function offered(names, arrays, id) {
  const entries = names.map((name) => arrays.find((entry) => entry.id === resolveArray(arrays, name)));
  return entries.filter((entry) => entry !== undefined && entry.id !== id).slice(0, MOST_SHOWN);
}

/**
 * @param {string|null} text as it was stored; anybody may have written there
 * @returns {string[]}
 */
export function readNames(text) {
  try {
    const names = JSON.parse(text ?? '[]');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string').slice(0, MOST_KEPT) : [];
  } catch {
    return [];
  }
}

/**
 * Keeps the list in the browser, where that is allowed.
 *
 * @param {import('./store.js').Store} store
 */
export function connectRecent(store) {
  let names = readNames(stored());
  store.watch(({ arrays, geometry }) => [arrays, geometry?.id], ({ arrays, geometry }) => {
    if (geometry === null || !arrays.some(({ id }) => id === geometry.id)) {
      return;
    }
    names = remembered(names, arrays, geometry.id);
    try {
      localStorage.setItem(KEY, JSON.stringify(names));
    } catch {
      // Private windows keep nothing: the list lives as long as the page.
    }
    store.set({ recent: offered(names, arrays, geometry.id) });
  });
}

function stored() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
