/** Colour maps for the heatmap, and the fixed colours of channels and of values that are not finite. */

/**
 * Stops are evenly spaced, dark to light; the diverging map has its neutral colour in the middle.
 * All but the greys and the diverging one keep their order for people who do not tell all colours apart.
 *
 * @type {ReadonlyArray<{id: string, title: string, stops: string[]}>}
 */
export const COLOUR_MAPS = Object.freeze([
  {
    id: 'viridis',
    title: 'Viridis',
    stops: ['#440154', '#48186a', '#472d7b', '#424086', '#3b528b', '#33638d', '#2c728e', '#26828e', '#21918c',
      '#1fa088', '#28ae80', '#3fbc73', '#5ec962', '#84d44b', '#addc30', '#d8e219', '#fde725'],
  },
  {
    id: 'cividis',
    title: 'Cividis',
    stops: ['#00224e', '#002f6c', '#213b6e', '#35456c', '#434e6c', '#50586c', '#5d616d', '#6a6b70', '#757575',
      '#838079', '#928b78', '#a19776', '#b2a470', '#c3b168', '#d5be5e', '#e8cc4f', '#fee838'],
  },
  {
    id: 'magma',
    title: 'Magma',
    stops: ['#000004', '#0b0924', '#20114b', '#3b0f70', '#57157e', '#721f81', '#8c2981', '#a8327d', '#c43c75',
      '#de4968', '#f1605d', '#fa7f5e', '#fe9f6d', '#febf84', '#fddea0', '#fcfdbf'],
  },
  { id: 'greys', title: 'Greys', stops: ['#000000', '#ffffff'] },
  {
    id: 'blue-red',
    title: 'Blue to red, diverging',
    stops: ['#053061', '#2166ac', '#4393c3', '#92c5de', '#d1e5f0', '#f7f7f7', '#fddbc7', '#f4a582', '#d6604d',
      '#b2182b', '#67001f'],
  },
]);

export const DEFAULT_COLOUR_MAP = 'viridis';

/**
 * The three marks of what is not finite. Each has a colour found in no colour map above, a symbol and a word,
 * so that no pair is told apart by colour alone.
 *
 * @type {ReadonlyArray<{id: 'nan'|'pos_inf'|'neg_inf', label: string, colour: string, symbol: string}>}
 */
export const MARKS = Object.freeze([
  { id: 'nan', label: 'NaN', colour: '#ff2bd6', symbol: 'x' },
  { id: 'pos_inf', label: '+Inf', colour: '#ff7a00', symbol: 'triangle-up' },
  { id: 'neg_inf', label: '\u2212Inf', colour: '#00b7ff', symbol: 'triangle-down' },
]);

/**
 * The colour map in Plotly's form.
 *
 * @param {string} id
 * @returns {[number, string][]}
 */
export function colourScale(id) {
  const { stops } = COLOUR_MAPS.find((map) => map.id === id) ?? COLOUR_MAPS[0];
  return stops.map((colour, position) => [position / (stops.length - 1), colour]);
}

/** Line colours for light and dark; neighbours also differ by dash. */
const CHANNEL_COLOURS = {
  light: ['#0b62b8', '#b4540a', '#157a4a', '#8a3fa8', '#a3283f', '#5f6b00', '#00747d', '#6b5b4b'],
  dark: ['#6db3ff', '#ffab5e', '#5fd39a', '#d39bf0', '#ff8f9f', '#c8d24f', '#55cfd8', '#c9b8a4'],
};
const NAMED_COLOURS = {
  light: { red: '#c6262e', green: '#1a7f37', blue: '#1f5fd0' },
  dark: { red: '#ff7b7b', green: '#5fd37f', blue: '#79a8ff' },
};
const DASHES = ['solid', 'dash', 'dot', 'dashdot', 'longdash', 'longdashdot'];

/**
 * How a channel is drawn: red, green and blue in their own colours, others from a list.
 *
 * @param {string} label
 * @param {number} position place among the channels drawn
 * @param {'light'|'dark'} theme
 * @returns {{colour: string, dash: string}}
 */
export function channelStyle(label, position, theme) {
  const palette = CHANNEL_COLOURS[theme];
  return {
    colour: NAMED_COLOURS[theme][label.trim().toLowerCase()] ?? palette[position % palette.length],
    dash: DASHES[position % DASHES.length],
  };
}

/**
 * Colour limits as drawn, and the sentence that says where they come from.
 *
 * @param {number} min smallest finite value, NaN when there is none
 * @param {number} max
 * @returns {{low: number, high: number, flat: boolean}|null} null when no value is finite
 */
export function colourLimits(min, max) {
  if (!Number.isFinite(min) || !Number.isFinite(max)) {
    return null;
  }
  if (min < max) {
    return { low: min, high: max, flat: false };
  }
  const half = Math.max(Math.abs(min) * 1e-6, 0.5);
  return { low: min - half, high: min + half, flat: true };
}
