/** The fixed colours of channels: lines of the histograms. */

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
