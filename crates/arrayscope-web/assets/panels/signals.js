/** Signals: six cards, each with what was measured, the rule, the verdict, why it matters and the evidence. */

import { busyNote } from '../dom/busy.js';
import { channelRows } from '../model/channels.js';
import { fill, icon, make, partsOf, setText } from '../dom/elements.js';
import { indexText } from '../state/axes.js';
import { formatNumber } from '../text/format.js';
import { SIGNAL_WHY } from '../text/why.js';
import { failureBox, isFailure } from './errors.js';

/** @typedef {import('../types.js').Signal} Signal */

/** A verdict is a word and a shape; the colour only agrees. */
const VERDICTS = {
  pass: { word: 'pass', path: 'M8 1.5 A6.5 6.5 0 1 0 8 14.5 A6.5 6.5 0 1 0 8 1.5 M5 8.2 L7.2 10.4 L11 6' },
  warn: { word: 'warn', path: 'M8 1.8 L15 14 L1 14 Z M8 6.3 L8 9.7 M8 11.7 L8 12' },
  fail: { word: 'fail', path: 'M5 1.5 H11 L14.5 5 V11 L11 14.5 H5 L1.5 11 V5 Z M5.7 5.7 L10.3 10.3 M10.3 5.7 L5.7 10.3' },
  info: { word: 'info', path: 'M2 2 H14 V14 H2 Z M8 7.2 V11.5 M8 4.6 V5' },
};
const ORDER = ['shape', 'dtype', 'non-finite', 'value range', 'memory', 'contiguity'];
const MOST_EVIDENCE = 8;

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 * @param {{goTo: (index: number[]) => void}} actions
 */
export function renderSignals({ signals, geometry, channels }, element, actions) {
  const parts = partsOf(element, () => ({
    cards: element.querySelector('#signal-cards'),
    verdicts: element.querySelector('#signal-verdicts'),
    twin: element.querySelector('#signals-json'),
    busy: busyNote([element.querySelector('#signal-cards')], element.querySelector('#signals-busy')),
  }));
  if (geometry === null) {
    return;
  }
  parts.twin.href = `/api/arrays/${encodeURIComponent(geometry.id)}/signals`;
  parts.busy(signals === null);
  if (isFailure(signals)) {
    setText(parts.verdicts, '');
    fill(parts.cards, failureBox(signals));
    return;
  }
  if (signals === null) {
    // The cards keep their places; what stands in them fades if the answer takes long.
    if (parts.cards.childElementCount === 0) {
      fill(parts.cards, ORDER.map((signal) => make('li.card.waiting', { 'data-signal': signal }, make('h3', {}, signal))));
    }
    return;
  }
  setText(parts.verdicts, countVerdicts(signals));
  const ranges = channels === null || isFailure(channels) ? null : channelTable(channels, geometry);
  fill(parts.cards, signals.map((signal) => card(signal, geometry, actions, signal.signal === 'value range' ? ranges : null)));
}

/**
 * @param {Signal} signal
 * @returns {HTMLElement}
 */
function card({ signal, verdict, measured_text: measured, rule, evidence }, geometry, actions, table) {
  const { word, path } = VERDICTS[verdict] ?? VERDICTS.info;
  const more = evidence.length - MOST_EVIDENCE;
  return make('li.card', { 'data-signal': signal, 'data-verdict': verdict },
    make('div.card-head', {}, make('h3', {}, signal),
      make(`span.verdict.verdict-${word}`, {}, icon(path), word)),
    make('p.measured', {}, measured),
    make('p.rule', {}, make('span.rule-name', {}, 'Rule '), rule),
    SIGNAL_WHY[signal] === undefined ? null : make('p.matters', {}, SIGNAL_WHY[signal]),
    table,
    evidence.length === 0 ? null : make('ul.evidence', {},
      evidence.slice(0, MOST_EVIDENCE).map((piece) => make('li', {}, `${piece.text} `, goButton(piece, geometry, actions))),
      more > 0 ? make('li.hint', {}, `and ${more} more`) : null));
}

/** Smallest, largest and mean of every channel. */
function channelTable(stats, geometry) {
  const cell = (value) => make('td.number', {}, formatNumber(value, 4));
  return make('div.channels', { tabindex: '0', role: 'region', 'aria-label': 'Value range per channel' }, make('table', {},
    make('thead', {}, make('tr', {}, make('th', { scope: 'col' }, 'channel'),
      ['min', 'max', 'mean'].map((title) => make('th.number', { scope: 'col' }, title)))),
    make('tbody', {}, channelRows(stats, geometry).map(({ name, min, max, mean }) =>
      make('tr', {}, make('th', { scope: 'row' }, name), cell(min), cell(max), cell(mean))))));
}

/** Takes the sliders to the element that the evidence names. */
function goButton({ index }, { ndim }, actions) {
  if (!Array.isArray(index) || index.length !== ndim || ndim === 0) {
    return null;
  }
  return make('button.link', {
    type: 'button',
    'data-index': index.join(','),
    'aria-label': `Go to ${indexText(index)}`,
    onclick: () => actions.goTo(index.map(Number)),
  }, 'Go there');
}

function countVerdicts(signals) {
  return ['pass', 'warn', 'fail', 'info']
    .map((word) => [word, signals.filter(({ verdict }) => verdict === word).length])
    .filter(([, count]) => count > 0)
    .map(([word, count]) => `${count} ${word}`)
    .join(' · ');
}
