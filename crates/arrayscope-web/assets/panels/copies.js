/** The "copy or view" lab: change one element and watch the array and its reshape, side by side. */

import { BASES, baseOf, elementsOf, indexOfPosition, startLab, writeElement } from '../model/lab.js';
import { fill, make, partsOf, setText } from '../dom/elements.js';
import { shapeText } from '../text/format.js';
import { failureBox, isFailure } from './errors.js';

/** What the lesson writes into an element. */
const WRITTEN = 999;

/**
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 * @param {{patch: (patch: object) => void}} actions
 */
export function renderCopies({ lab, view }, element, actions) {
  const parts = partsOf(element, () => build(element, actions));
  parts.base.value = baseOf(view.lab).id;
  if (document.activeElement !== parts.shape) {
    parts.shape.value = view.labto;
  }
  parts.copied.checked = view.labcopy;
  if (lab === null) {
    return;
  }
  if (isFailure(lab)) {
    setText(parts.said, '');
    fill(parts.sides, failureBox(lab));
    return;
  }
  if (lab.of !== view.lab) {
    return;
  }
  if (parts.answer !== lab || parts.wasCopied !== view.labcopy) {
    parts.answer = lab;
    parts.wasCopied = view.labcopy;
    parts.model = startLab(baseOf(view.lab), lab, view.labcopy);
    parts.changed = null;
  }
  draw(parts);
}

function draw(parts) {
  const { model, answer, wasCopied } = parts;
  const how = model.shared ? 'b is a view of a: one memory, two descriptions'
    : wasCopied ? 'b has memory of its own, because .copy() was called'
      : `b is a copy: ${answer.because}`;
  setText(parts.said, parts.changed === null ? how
    : `${parts.changed.text} = ${WRITTEN} changed ${model.shared ? 'both a and b' : `${parts.changed.name} alone`}: ${how}`);
  parts.said.dataset.shared = String(model.shared);
  fill(parts.sides, grid(parts, 'a', model.base), grid(parts, 'b', model.result));
}

/** Rows of the last axis; the axes before it are in the labels. */
function grid(parts, name, side) {
  const columns = side.shape.at(-1) ?? 1;
  const cells = elementsOf(side).map((value, position) => {
    const text = `${name}[${indexOfPosition(side.shape, position).join(', ') || '()'}]`;
    return make(value === WRITTEN ? 'button.cell.changed' : 'button.cell', {
      type: 'button',
      'data-position': position,
      'aria-label': `${text} = ${value}; set it to ${WRITTEN}`,
      onclick: () => {
        writeElement(side, position, WRITTEN);
        parts.changed = { name, text };
        draw(parts);
        parts.sides.querySelector(`[data-side=${name}] [data-position="${position}"]`)?.focus();
      },
    }, String(value));
  });
  const rows = [];
  for (let start = 0; start < cells.length; start += columns) {
    rows.push(make('div.cell-row', {}, cells.slice(start, start + columns)));
  }
  return make('div.side', { 'data-side': name },
    make('p.hint', {}, make('code', {}, name), ` · ${shapeText(side.shape)} · strides ${shapeText(side.strides)}`), rows);
}

function build(element, actions) {
  const find = (id) => element.querySelector(`#${id}`);
  const parts = {
    base: find('lab-base'),
    shape: find('lab-shape'),
    copied: find('lab-copy'),
    said: find('lab-said'),
    sides: find('lab-sides'),
    answer: null,
    wasCopied: false,
    model: null,
    changed: null,
  };
  fill(parts.base, BASES.map(({ id, title }) => make('option', { value: id }, title)));
  parts.base.addEventListener('change', () => actions.patch({ lab: parts.base.value }));
  find('lab-form').addEventListener('submit', (event) => {
    event.preventDefault();
    actions.patch({ labto: parts.shape.value.trim() });
  });
  parts.shape.addEventListener('change', () => actions.patch({ labto: parts.shape.value.trim() }));
  parts.copied.addEventListener('change', () => actions.patch({ labcopy: parts.copied.checked }));
  find('lab-again').addEventListener('click', () => {
    if (parts.answer !== null) {
      parts.model = startLab(baseOf(parts.base.value), parts.answer, parts.wasCopied);
      parts.changed = null;
      draw(parts);
    }
  });
  return parts;
}
