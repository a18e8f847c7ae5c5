/** Text for Plotly, which reads some tags and entities in whatever it is given. */

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Names come from files: `<b>` in one is a name and no markup.
 *
 * @param {string} text
 * @returns {string} what Plotly shows as `text`
 */
export function plotText(text) {
  return String(text).replace(/[&<>]/g, (sign) => ENTITIES[sign]);
}
