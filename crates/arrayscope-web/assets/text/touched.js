/** What a costly cross-section touches, in a few words. */

/**
 * @param {import('../types.js').Touched|null} touched
 * @param {boolean} isThere whether the cross-section has come
 * @returns {string} nothing for one that costs little
 */
export function touchedText(touched, isThere) {
  if (!touched?.costly) {
    return '';
  }
  return isThere ? `each step reads ${touched.text}` : `reading ${touched.text}…`;
}
