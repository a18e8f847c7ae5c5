/** What a refusal says about the server, and how long to wait before asking again. */

const LONGEST_PAUSE_MILLIS = 15_000;

/**
 * @param {number} attempt how often was asked in vain
 * @returns {number} milliseconds until the next time
 */
export function pauseBefore(attempt) {
  return Math.min(1000 * 2 ** Math.min(attempt, 10), LONGEST_PAUSE_MILLIS);
}

/**
 * What a refusal says about the server.
 *
 * @param {string} kind
 * @returns {'lost'|'token'|'changed'|null} `lost`: nobody answers; `token`: another start of arrayscope; `changed`:
 *   it does not know the array; null: nothing
 */
export function troubleOf(kind) {
  return { network: 'lost', token: 'token', 'not found': 'changed' }[kind] ?? null;
}
