/** Which array the URL names: an id of this start, or an address that only one array has. */

/** @typedef {import('../types.js').ArrayEntry} ArrayEntry */

/**
 * @param {ArrayEntry[]} arrays
 * @param {string|null} name an id or an address
 * @returns {string|null} the id, null when no array or more than one is meant
 */
export function resolveArray(arrays, name) {
  if (arrays.some(({ id }) => id === name)) {
    return name;
  }
  const meant = arrays.filter(({ address }) => address === name);
  return meant.length === 1 ? meant[0].id : null;
}

/**
 * What the URL calls an array. Ids change with every start, addresses do not.
 *
 * @param {ArrayEntry[]} arrays
 * @param {string|null} id
 * @returns {string|null} its address if no other array has it, else its id
 */
export function nameOfArray(arrays, id) {
  const address = arrays.find((entry) => entry.id === id)?.address ?? null;
  return address !== null && resolveArray(arrays, address) === id ? address : id;
}

/**
 * A view as the URL writes it: arrays by their names.
 *
 * @param {import('../types.js').View} view
 * @param {ArrayEntry[]} arrays
 * @returns {import('../types.js').View}
 */
export function namedView(view, arrays) {
  const { array, other } = view;
  return { ...view, array: nameOfArray(arrays, array), other: nameOfArray(arrays, other) };
}

/**
 * Why the URL's array is not on display.
 *
 * @param {ArrayEntry[]} arrays
 * @param {string} name
 * @param {string} shown address of the array that is
 * @returns {string}
 */
export function missingText(arrays, name, shown) {
  const several = arrays.filter(({ address }) => address === name).length;
  const found = several > 1 ? `${several} arrays here are called '${name}'` : `there is no array '${name}' here`;
  return `${found}; showing ${shown}`;
}

/**
 * What is shown unasked: what was named on the command line comes before the samples; among those, the one with the
 * most axes.
 *
 * @param {ArrayEntry[]} arrays at least one
 * @returns {ArrayEntry}
 */
export function firstChoice(arrays) {
  const named = arrays.find(({ source }) => source === 'file');
  return named ?? arrays.reduce((best, entry) => (entry.shape.length > best.shape.length ? entry : best));
}
