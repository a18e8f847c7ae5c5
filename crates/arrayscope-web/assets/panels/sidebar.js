/** Sidebar: the source, the two shown axes, colours, Simulate error and Reset. */

import { COLOUR_MAPS, DEFAULT_COLOUR_MAP, colourMap, fewValues, mapInUse } from '../colours/all.js';
import { fill, icon, make, partsOf, setText } from '../dom/elements.js';
import { isSigned } from '../model/compare.js';
import { paintedOf } from '../model/painted.js';
import { axisTitle, shapeText } from '../text/format.js';
import { selectionOf } from '../state/selection.js';
import { SIDES } from '../state/seen.js';

/** @typedef {import('../types.js').State} State */

/** One arrow up, one down. */
const SWAP = 'M5 13 V3 M2.5 5.5 L5 3 L7.5 5.5 M11 3 V13 M8.5 10.5 L11 13 L13.5 10.5';

/** Two triangles about a line: above and below it, left and right of it. */
const FLIPS = {
  rows: 'M2 8 H14 M4 5.5 L8 1.5 L12 5.5 Z M4 10.5 L8 14.5 L12 10.5 Z',
  columns: 'M8 2 V14 M5.5 4 L1.5 8 L5.5 12 Z M10.5 4 L14.5 8 L10.5 12 Z',
};

const GROUPS = [['sample', 'Samples'], ['file', 'Files'], ['upload', 'Uploads']];

/**
 * The source select, the upload and what the server had to say about containers.
 *
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderSource({ arrays, notes, view, uploading, missing, recent }, element, actions) {
  const parts = partsOf(element, () => buildSource(element, actions));
  if (parts.arrays !== arrays) {
    parts.arrays = arrays;
    fill(parts.select, GROUPS.map(([source, label]) => {
      const entries = arrays.filter((entry) => entry.source === source);
      return entries.length === 0 ? null : make('optgroup', { label }, entries.map((entry) =>
        make('option', { value: entry.id }, optionText(entry))));
    }));
  }
  if (view.array !== null) {
    parts.select.value = view.array;
  }
  parts.missing.hidden = missing === null;
  setText(parts.missing, missing ?? '');
  parts.button.disabled = uploading !== null;
  setText(parts.button, uploading === null ? 'Upload…' : `Uploading ${uploading.title}`);
  parts.recent.hidden = recent.length === 0;
  if (parts.recentShown !== recent) {
    parts.recentShown = recent;
    fill(parts.recent, make('span.hint', {}, 'Recent'), recent.map(({ id, title, source, address, shape }) =>
      make('button.link', { type: 'button', 'data-array': id, title: `${title} · ${shapeText(shape)}`, onclick: () => actions.openArray(id) },
        source === 'sample' ? `${shape.length}-D sample` : address)));
  }
  parts.notes.hidden = notes.length === 0;
  setText(parts.notesTitle, notes.length === 1 ? '1 note' : `${notes.length} notes`);
  fill(parts.notesList, notes.map(({ title, text }) => make('li', {}, make('strong', {}, title), ` ${text}`)));
}

/** Samples are told apart by their number of axes, files by name and shape. */
function optionText({ source, title, shape }) {
  return source === 'sample' ? `${shape.length}-D · ${title}` : `${title} · ${shapeText(shape)}`;
}

function buildSource(element, actions) {
  const select = element.querySelector('#source-select');
  const input = element.querySelector('#upload-input');
  const button = element.querySelector('#upload-button');
  const notes = element.querySelector('#source-notes');
  select.addEventListener('change', () => actions.openArray(select.value));
  button.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    actions.upload([...input.files]);
    // The same file may be chosen again.
    input.value = '';
  });
  acceptDrops(element, actions);
  return {
    select,
    button,
    missing: element.querySelector('#source-missing'),
    recent: element.querySelector('#recent'),
    recentShown: null,
    notes,
    notesTitle: notes.querySelector('summary'),
    notesList: notes.querySelector('ul'),
    arrays: null,
  };
}

/** Files may be dropped anywhere on the page. */
function acceptDrops(element, actions) {
  const zone = document.documentElement;
  const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes('Files');
  zone.addEventListener('dragover', (event) => {
    if (carriesFiles(event)) {
      event.preventDefault();
      element.classList.add('dropping');
    }
  });
  zone.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) {
      element.classList.remove('dropping');
    }
  });
  zone.addEventListener('drop', (event) => {
    if (carriesFiles(event)) {
      event.preventDefault();
      element.classList.remove('dropping');
      actions.upload([...event.dataTransfer.files]);
    }
  });
}

/**
 * The shown axes, the colours, the two buttons.
 *
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderControls(state, element, actions) {
  const parts = partsOf(element, () => buildControls(element, actions));
  const { geometry, view } = state;
  nameMaps(parts, state);
  parts.limits.value = view.limits;
  parts.simulate.setAttribute('aria-pressed', String(view.simulate));
  const selection = selectionOf(state);
  if (selection === null) {
    return;
  }
  if (parts.geometry !== geometry) {
    parts.geometry = geometry;
    buildAxes(parts, geometry);
  }
  for (const side of SIDES) {
    parts.flips[side].setAttribute('aria-pressed', String(view.flip[side]));
  }
  parts.rows.value = selection.rows === null ? '' : String(selection.rows);
  parts.columns.value = selection.columns === null ? '' : String(selection.columns);
}

/**
 * The first choice leaves the map to what is shown: it says which one that is. A difference is painted with diverging
 * maps alone, so that the others are no choice while there is one; magnitudes of complex differences are not.
 */
function nameMaps({ colormap }, state) {
  const { view, frame, geometry, summary } = paintedOf(state);
  const diverging = view.compare === 'difference' && paintedOf(state).asked !== undefined && isSigned(frame);
  COLOUR_MAPS.forEach(({ kind }, place) => {
    colormap.options[place].disabled = diverging && kind !== 'diverging';
  });
  colormap.value = view.colormap;
  const few = frame === null || frame.id !== geometry?.id || view.limits === 'typed' ? null : fewValues(geometry.dtype, summary);
  const used = view.colormap === state.view.colormap ? mapInUse(DEFAULT_COLOUR_MAP, frame?.of, few) : view.colormap;
  const { title } = colourMap(used);
  setText(colormap.options[0], used === DEFAULT_COLOUR_MAP ? title : `Automatic: ${title.toLowerCase().split(',')[0]}`);
}

function buildControls(element, actions) {
  const find = (id) => element.querySelector(`#${id}`);
  const colormap = find('colormap-select');
  fill(colormap, COLOUR_MAPS.map(({ id, title }) => make('option', { value: id }, title)));
  const parts = {
    rows: find('rows-select'),
    columns: find('columns-select'),
    colormap,
    limits: find('limits-select'),
    simulate: find('simulate-error'),
    swap: find('swap-axes'),
    flips: { rows: find('flip-rows'), columns: find('flip-columns') },
    geometry: null,
  };
  colormap.addEventListener('change', () => actions.patch({ colormap: colormap.value }));
  parts.limits.addEventListener('change', () => actions.patch({ limits: parts.limits.value }));
  for (const side of SIDES) {
    parts[side].addEventListener('change', () => actions.showAxis(side, Number(parts[side].value)));
    fill(parts.flips[side], icon(FLIPS[side]));
    parts.flips[side].addEventListener('click', () => actions.flip(side));
  }
  fill(parts.swap, icon(SWAP));
  parts.swap.addEventListener('click', actions.swapAxes);
  parts.simulate.addEventListener('click', actions.simulate);
  find('reset').addEventListener('click', actions.reset);
  return parts;
}

/** Options of another array. */
function buildAxes(parts, { axes, ndim }) {
  // Lengths are told at the sliders, right below; here they would cut off the names.
  const options = () => axes.map(({ axis, name }) => make('option', { value: axis }, axisTitle(axis, name)));
  const none = (text) => make('option', { value: '' }, text);
  fill(parts.rows, ndim < 2 ? none(ndim === 1 ? 'none: a single row' : 'none: a scalar') : options());
  fill(parts.columns, ndim === 0 ? none('none: a scalar') : options());
  parts.rows.disabled = ndim < 2;
  parts.columns.disabled = ndim < 2;
  parts.swap.disabled = ndim < 2;
  parts.flips.rows.disabled = ndim < 2;
  parts.flips.columns.disabled = ndim < 1;
}
