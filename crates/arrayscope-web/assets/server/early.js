/**
 * The questions that every page begins with, asked while most of its modules are still on their way. An answer is
 * taken once; what nobody took is forgotten.
 */

import { firstChoice, resolveArray } from '../state/sources.js';

/** @type {Map<string, Promise<Response>>} by path */
const answers = new Map();

/**
 * Asks for the list of arrays, and for the geometry of the one that will be on display.
 *
 * @param {string} query `location.search`
 */
export async function askEarly(query) {
  const list = ask('/api/arrays');
  try {
    const { arrays } = await (await list).clone().json();
    const id = resolveArray(arrays, new URLSearchParams(query).get('array')) ?? firstChoice(arrays).id;
    ask(`/api/arrays/${encodeURIComponent(id)}`);
  } catch {
    // Whoever takes the list is told what is wrong with it.
  }
}

function ask(path) {
  const answer = fetch(path, { credentials: 'same-origin' });
  // No failure of anybody before it is taken.
  answer.catch(() => {});
  answers.set(path, answer);
  return answer;
}

/**
 * @param {string} path
 * @returns {Promise<Response>|null} the answer to a question that was asked already
 */
export function takeEarly(path) {
  const answer = answers.get(path) ?? null;
  answers.delete(path);
  return answer;
}

/** From now on every question is asked anew. */
export const forgetEarly = () => answers.clear();
