/** Colour maps as stops, and as the tables that cells are painted from. */

/**
 * Stops are evenly spaced. Sequential maps run from dark to light and keep their order for people who do not tell all
 * colours apart; diverging ones have their neutral colour in the middle and ends that differ in blue against red or
 * green against purple; cyclic ones end where they begin; discrete ones have one colour per value, told apart by
 * lightness too.
 *
 * @typedef {object} ColourMap
 * @property {string} id
 * @property {'automatic'|'sequential'|'diverging'|'cyclic'|'discrete'} kind
 * @property {string} title
 * @property {string[]} stops
 */

/** @type {ReadonlyArray<ColourMap>} */
export const COLOUR_MAPS = Object.freeze([
  {
    id: 'viridis',
    kind: 'sequential',
    title: 'Viridis',
    stops: ['#440154', '#48186a', '#472d7b', '#424086', '#3b528b', '#33638d', '#2c728e', '#26828e', '#21918c',
      '#1fa088', '#28ae80', '#3fbc73', '#5ec962', '#84d44b', '#addc30', '#d8e219', '#fde725'],
  },
  {
    id: 'cividis',
    kind: 'sequential',
    title: 'Cividis',
    stops: ['#00224e', '#002f6c', '#213b6e', '#35456c', '#434e6c', '#50586c', '#5d616d', '#6a6b70', '#757575',
      '#838079', '#928b78', '#a19776', '#b2a470', '#c3b168', '#d5be5e', '#e8cc4f', '#fee838'],
  },
  {
    id: 'magma',
    kind: 'sequential',
    title: 'Magma',
    stops: ['#000004', '#0b0924', '#20114b', '#3b0f70', '#57157e', '#721f81', '#8c2981', '#a8327d', '#c43c75',
      '#de4968', '#f1605d', '#fa7f5e', '#fe9f6d', '#febf84', '#fddea0', '#fcfdbf'],
  },
  { id: 'greys', kind: 'sequential', title: 'Greys', stops: ['#000000', '#ffffff'] },
  {
    id: 'blue-red',
    kind: 'diverging',
    title: 'Blue to red, diverging',
    stops: ['#053061', '#2166ac', '#4393c3', '#92c5de', '#d1e5f0', '#f7f7f7', '#fddbc7', '#f4a582', '#d6604d',
      '#b2182b', '#67001f'],
  },
  {
    id: 'purple-green',
    kind: 'diverging',
    title: 'Purple to green, diverging',
    stops: ['#40004b', '#762a83', '#9970ab', '#c2a5cf', '#e7d4e8', '#f7f7f7', '#d9f0d3', '#a6dba0', '#5aae61',
      '#1b7837', '#00441b'],
  },
  {
    id: 'twilight',
    kind: 'cyclic',
    title: 'Twilight, cyclic',
    stops: ['#e2d9e2', '#a7bcca', '#7099be', '#5f6fb7', '#5c3f9e', '#4a1a6b', '#2f1436', '#511541', '#89284f',
      '#b04f55', '#c48567', '#d3bda9', '#e2d9e2'],
  },
  {
    id: 'steps',
    kind: 'discrete',
    title: 'Steps, one colour per value',
    stops: ['#1b1f3b', '#e8a33d', '#3d7fc4', '#f4e285', '#7d3c98', '#9fd8cb', '#a63d40', '#c9ccd6', '#2f6b4f', '#f2b5d4'],
  },
]);

export const DEFAULT_COLOUR_MAP = 'viridis';

/** Entries of a table: finer than the 256 shades of a channel, so that no step of the map is lost. */
export const TABLE_LENGTH = 1024;

/** The most values that a discrete map gives a colour of their own. */
export const MOST_STEPS = COLOUR_MAPS.find(({ kind }) => kind === 'discrete').stops.length;

/**
 * @param {string} id
 * @returns {ColourMap} the default one when there is none of that id
 */
export function colourMap(id) {
  return COLOUR_MAPS.find((map) => map.id === id) ?? COLOUR_MAPS.find((map) => map.id === DEFAULT_COLOUR_MAP);
}

/**
 * A colour map as pixels of an ImageData, from the lowest value to the highest.
 *
 * @param {string} id
 * @param {number} [steps] colours of a discrete map that are used
 * @returns {Uint32Array} TABLE_LENGTH pixels, bytes in the order red, green, blue, alpha
 */
export function colourTable(id, steps = MOST_STEPS) {
  const { kind, stops } = colourMap(id);
  const table = new Uint32Array(TABLE_LENGTH);
  const colours = stops.map(channelsOf);
  for (let entry = 0; entry < TABLE_LENGTH; entry += 1) {
    if (kind === 'discrete') {
      table[entry] = pixel(colours[Math.min(Math.floor((entry / TABLE_LENGTH) * steps), colours.length - 1)]);
    } else {
      table[entry] = pixel(between(colours, entry / (TABLE_LENGTH - 1)));
    }
  }
  return table;
}

/**
 * @param {string} colour `#rrggbb`
 * @returns {number} as a pixel of an ImageData
 */
export function pixelOf(colour) {
  return pixel(channelsOf(colour));
}

/**
 * @param {number} value of a pixel
 * @returns {string} `#rrggbb`
 */
export function colourOf(value) {
  const hex = (shift) => ((value >>> shift) & 0xff).toString(16).padStart(2, '0');
  return `#${hex(0)}${hex(8)}${hex(16)}`;
}

function channelsOf(colour) {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

function between(colours, share) {
  const place = share * (colours.length - 1);
  const low = Math.min(Math.floor(place), colours.length - 2);
  return colours[low].map((channel, index) => Math.round(channel + (colours[low + 1][index] - channel) * (place - low)));
}

/** Every machine that runs a browser today is little-endian, so red is the lowest byte. */
function pixel([red, green, blue]) {
  return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
