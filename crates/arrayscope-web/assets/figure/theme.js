/** The colours and fonts of the figures, read from the style sheet so that light and dark are said once. */

/**
 * @typedef {object} Theme
 * @property {'light'|'dark'} name
 * @property {string} ink
 * @property {string} muted
 * @property {string} line
 * @property {string} surface
 * @property {string} accent
 * @property {string} sans
 * @property {string} mono
 */

const dark = window.matchMedia('(prefers-color-scheme: dark)');

/** @returns {'light'|'dark'} known without asking the style sheet */
export const themeName = () => (dark.matches ? 'dark' : 'light');

/** @returns {Theme} */
export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  return {
    name: themeName(),
    ink: read('--ink'),
    muted: read('--muted'),
    line: read('--line'),
    surface: read('--surface'),
    accent: read('--accent'),
    sans: read('--sans'),
    mono: read('--mono'),
  };
}

/** @param {() => void} run called when light turns to dark or back */
export function onThemeChange(run) {
  dark.addEventListener('change', run);
}

/**
 * What every figure's layout has in common.
 *
 * @param {Theme} theme
 */
export function baseLayout(theme) {
  return {
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: theme.sans, size: 12, color: theme.muted },
    hoverlabel: {
      bgcolor: theme.surface,
      bordercolor: theme.line,
      font: { family: theme.mono, size: 12, color: theme.ink },
      namelength: -1,
    },
    // A finger scrolls the page; a mouse zooms the figure.
    dragmode: window.matchMedia('(pointer: coarse)').matches ? false : 'zoom',
    modebar: { bgcolor: 'rgba(0,0,0,0)', color: theme.muted, activecolor: theme.accent, orientation: 'h' },
  };
}

/**
 * @param {Theme} theme
 * @returns {object} a quiet axis: a line, short ticks, no grid
 */
export function quietAxis(theme) {
  return {
    showgrid: false,
    zeroline: false,
    showline: true,
    linecolor: theme.line,
    ticks: 'outside',
    ticklen: 4,
    tickcolor: theme.line,
    tickfont: { family: theme.mono, size: 11, color: theme.muted },
    automargin: false,
    tickangle: 0,
    // Powers of ten as superscripts would need style attributes, which the policy of the page forbids.
    exponentformat: 'e',
  };
}

/** What every figure's configuration has in common. */
export const CONFIG = Object.freeze({
  displayModeBar: true,
  displaylogo: false,
  responsive: false,
  showTips: false,
  // What a double click does to the zoom is told to the page, which draws it.
  doubleClick: false,
  modeBarButtonsToRemove: ['select2d', 'lasso2d', 'autoScale2d', 'zoomIn2d', 'zoomOut2d', 'resetScale2d', 'toggleSpikelines',
    'hoverClosestCartesian', 'hoverCompareCartesian'],
});
