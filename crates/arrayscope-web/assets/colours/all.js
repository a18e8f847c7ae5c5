/** Everything about colour, from one place: maps, scales, limits, marks of what is not finite, lines of channels. */

export { channelStyle } from './channels.js';
export { fewValues, mapInUse, STEPS } from './discrete.js';
export { LIMITS, chooseLimits, clippedText, colourLimits } from './limits.js';
export {
  COLOUR_MAPS, DEFAULT_COLOUR_MAP, MOST_STEPS, TABLE_LENGTH, colourMap, colourOf, colourTable, pixelOf,
} from './maps.js';
export { FINITE, MARKS, markOf } from './marks.js';
export { SCALES, scaleOf, ticksOf } from './scales.js';
