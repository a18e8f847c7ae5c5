/** One slider per axis, in front of the profile along that axis. */

import { roleOf } from '../state/axes.js';
import { RANGES } from '../state/seen.js';
import { fill, icon, make, partsOf, setText } from '../dom/elements.js';
import { onThemeChange } from '../figure/theme.js';
import { axisLabel, axisTitle, formatNumber } from '../text/format.js';
import { selectionOf } from '../state/selection.js';
import { binText, indexUnder, INSET, trackText } from '../model/track.js';
import { isFailure } from './errors.js';
import { PLAY } from './playing.js';
import { drawTrack } from './tracks.js';

/** @typedef {import('../types.js').State} State */

const ROLES = { hidden: 'index', rows: 'rows', columns: 'columns', colours: 'colours' };

/**
 * @param {State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderSliders(state, element, actions) {
  const parts = partsOf(element, () => build(element));
  const { geometry, profiles } = state;
  const selection = selectionOf(state);
  if (selection === null) {
    return;
  }
  if (parts.geometry !== geometry) {
    parts.geometry = geometry;
    parts.profiles = null;
    parts.sizes.disconnect();
    parts.sliders = geometry.axes.map((axis) => buildSlider(axis, actions));
    fill(parts.list, parts.sliders.map(({ item }) => item));
    parts.sliders.forEach(({ canvas }) => parts.sizes.observe(canvas));
  }
  parts.sliders.forEach((slider, axis) => updateSlider(slider, selection, axis, state));
  setText(parts.hint, hintOf(geometry, profiles));
  if (parts.profiles !== profiles) {
    parts.profiles = profiles;
    parts.sliders.forEach((slider, axis) => showProfile(slider, isFailure(profiles) ? null : profiles?.[axis] ?? null));
  }
}

function build(element) {
  const parts = {
    list: element.querySelector('#axis-sliders'),
    hint: element.querySelector('#axis-hint'),
    geometry: null,
    profiles: null,
    sliders: [],
    sizes: null,
  };
  const draw = (slider) => drawTrack(slider.canvas, slider.profile);
  parts.sizes = new ResizeObserver((entries) => {
    const resized = new Set(entries.map(({ target }) => target));
    parts.sliders.filter(({ canvas }) => resized.has(canvas)).forEach(draw);
  });
  onThemeChange(() => parts.sliders.forEach(draw));
  return parts;
}

function hintOf({ ndim }, profiles) {
  if (ndim === 0) {
    return 'A scalar has no axis to move along';
  }
  const sliders = 'The sliders of the rows and the columns move the crosshair; the others choose the cross-section';
  return isFailure(profiles) ? `${sliders}. Nothing is drawn behind them: ${profiles.message}`
    : `${sliders}. Behind each: mean and range at every index of its axis`;
}

function buildSlider({ axis, name, length }, actions) {
  const last = Math.max(length - 1, 0);
  const title = axisTitle(axis, name);
  const fixed = length < 2;
  const role = make('span.role', { id: `axis-role-${axis}` });
  const told = make('span', { id: `axis-profile-${axis}`, hidden: true });
  const canvas = make('canvas.track', { 'aria-hidden': 'true' });
  const range = make('input', {
    type: 'range', id: `axis-slider-${axis}`, min: 0, max: last, step: 1, disabled: fixed, 'data-axis': axis,
    'aria-describedby': `axis-role-${axis} axis-profile-${axis}`,
    oninput: () => actions.setIndex(axis, range.value),
  });
  const box = make('input.number', {
    type: 'number', id: `axis-box-${axis}`, min: 0, max: last, step: 1, disabled: fixed, 'data-axis': axis,
    inputmode: 'numeric',
    'aria-label': `index of ${title}`,
    oninput: () => {
      // A box that is being typed into may be empty for a moment.
      if (box.value !== '') {
        actions.setIndex(axis, box.value);
      }
    },
    onblur: () => {
      box.value = range.value;
    },
  });
  const play = make('button.icon-button', {
    type: 'button', id: `axis-play-${axis}`, disabled: fixed, 'aria-pressed': 'false', 'aria-label': `Play ${title}`,
    onclick: () => actions.togglePlay(axis),
  }, icon(PLAY));
  const peek = make('output.peek', { 'aria-hidden': 'true' });
  const slide = make('div.slide', {}, canvas, range, peek);
  const seen = buildSeen(axis, title, length, actions);
  const item = make('li.axis', { 'data-axis': axis },
    make('div.axis-head', {}, make('label', { for: range.id }, axisLabel(axis, name, length)), role, told),
    make('div.axis-body', {}, play, slide, box),
    seen.element);
  const slider = { item, range, box, role, slide, canvas, told, seen, profile: null };
  // What lies under the pointer is told before it is visited; over the slider, so that nothing moves.
  slide.addEventListener('pointermove', ({ clientX }) => setText(peek, peekText(slider, clientX)));
  slide.addEventListener('pointerleave', () => setText(peek, ''));
  return slider;
}

function peekText({ canvas, profile }, clientX) {
  if (profile === null) {
    return '';
  }
  const { left, width } = canvas.getBoundingClientRect();
  return binText(profile, indexUnder(clientX - left, profile.length, { width, inset: INSET }), (value) => formatNumber(value, 4));
}

function updateSlider(slider, selection, axis, { view, geometry }) {
  const { item, range, box, role } = slider;
  const index = String(selection.at[axis]);
  const kind = roleOf(selection, axis);
  if (item.dataset.role !== kind) {
    item.dataset.role = kind;
    setText(role, ROLES[kind]);
    // The colours of a track are those of its role.
    drawTrack(slider.canvas, slider.profile);
  }
  if (range.value !== index) {
    range.value = index;
  }
  if (document.activeElement !== box) {
    box.value = index;
  }
  if (kind in RANGES) {
    updateSeen(slider.seen, kind, view[RANGES[kind]], geometry.shape[axis]);
  }
}

/** The part of a shown axis that is seen: zooming changes it, typing zooms. */
function buildSeen(axis, title, length, actions) {
  const seen = { side: null, element: null, from: null, to: null, all: null };
  const box = (id, min, label) => make('input.number', {
    type: 'number', id: `axis-${id}-${axis}`, min, max: length - 1 + min, step: 1, disabled: length < 2, inputmode: 'numeric', 'aria-label': label,
    // Once it is typed: half a number would zoom somewhere else. What was repaired is shown so.
    onchange: ({ target }) => {
      actions.seeRange(seen.side, [seen.from.value, seen.to.value]);
      target.value = target.dataset.told;
    },
  });
  seen.from = box('from', 0, `first index seen of ${title}`);
  seen.to = box('to', 1, `index of ${title} after the last one seen`);
  seen.all = make('button.link', {
    type: 'button',
    id: `axis-all-${axis}`,
    'aria-label': `See all of ${title}`,
    onclick: () => {
      actions.seeRange(seen.side, null);
      // The button goes away.
      document.getElementById(`axis-slider-${axis}`).focus({ preventScroll: true });
    },
  }, 'all');
  seen.element = make('div.axis-range', { role: 'group', 'aria-label': `Part of ${title} that is seen` },
    make('span', { 'aria-hidden': 'true' }, 'seen'), seen.from, make('code', { 'aria-hidden': 'true' }, ':'), seen.to, seen.all);
  return seen;
}

function updateSeen(seen, side, range, length) {
  const [from, to] = range ?? [0, length];
  seen.side = side;
  for (const [box, value] of [[seen.from, String(from)], [seen.to, String(to)]]) {
    if (box.dataset.told !== value) {
      box.dataset.told = value;
      box.value = value;
    }
  }
  seen.all.disabled = range === null;
}

function showProfile(slider, profile) {
  const text = profile === null ? '' : trackText(profile, formatNumber);
  slider.profile = profile;
  setText(slider.told, text);
  slider.item.dataset.profile = profile === null ? 'none' : 'drawn';
  drawTrack(slider.canvas, profile);
}
