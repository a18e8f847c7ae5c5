/** Style sheets of what comes after the first picture. */

/**
 * @param {string[]} names below `/assets/`
 * @returns {Promise<unknown>} when all of them are there, or have failed: a panel without its style can still be read
 */
export function loadSheets(names) {
  return Promise.all(names.map((name) => new Promise((resolve) => {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = `/assets/${name}`;
    sheet.addEventListener('load', resolve);
    sheet.addEventListener('error', resolve);
    document.head.append(sheet);
  })));
}
