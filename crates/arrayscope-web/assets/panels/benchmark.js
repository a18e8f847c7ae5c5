/** Benchmark: the lesson's measurements on this machine, with progress, and where its expectations do not hold here. */

import { fetchBenchmark, startBenchmark } from '../server/api.js';
import { QUESTIONS, answersTo, barsOf, durationText } from '../model/benchmark.js';
import { fill, make, partsOf, setText } from '../dom/elements.js';
import { failureBox } from './errors.js';

/** How often a run is asked where it is. */
const PAUSE_MILLIS = 400;

const HOLDS = {
  yes: ['pass', 'holds here'],
  partly: ['info', 'holds in part'],
  no: ['warn', 'does not hold here'],
  work: ['info', 'not the same work'],
};

/**
 * The panel asks for itself, and only after its button was pressed: a run belongs to the machine, not to an array, and
 * is no part of the URL.
 *
 * @param {import('../types.js').State} state
 * @param {HTMLElement} element
 * @param {object} actions
 */
export function renderBenchmark(state, element, actions) {
  partsOf(element, () => build(element, actions));
}

function build(element) {
  const find = (id) => element.querySelector(`#${id}`);
  const parts = {
    quick: find('benchmark-quick'),
    full: find('benchmark-full'),
    progress: find('benchmark-progress'),
    status: find('benchmark-status'),
    result: find('benchmark-result'),
  };
  parts.quick.addEventListener('click', () => run(parts, true));
  parts.full.addEventListener('click', () => run(parts, false));
  return parts;
}

async function run(parts, quick) {
  parts.quick.disabled = true;
  parts.full.disabled = true;
  fill(parts.result);
  try {
    let now = await startBenchmark(quick);
    while (now.state === 'running') {
      show(parts, now);
      await new Promise((resolve) => {
        setTimeout(resolve, PAUSE_MILLIS);
      });
      now = await fetchBenchmark();
    }
    show(parts, now);
  } catch (error) {
    setText(parts.status, '');
    fill(parts.result, failureBox({ kind: error.kind ?? 'page', message: error.message }));
  }
  parts.progress.hidden = true;
  parts.quick.disabled = false;
  parts.full.disabled = false;
}

function show(parts, now) {
  const running = now.state === 'running';
  parts.progress.hidden = !running;
  if (running) {
    parts.progress.max = Math.max(now.total, 1);
    parts.progress.value = now.done;
    setText(parts.status, now.total === 0 ? 'preparing…' : `${now.done} of ${now.total} · ${now.on ?? ''}`);
    fill(parts.result, questions(now.measurements, null));
  } else if (now.state === 'done') {
    const { report } = now;
    const debug = report.build === 'release' ? '' : ' · a debug build: its times say nothing about speed';
    setText(parts.status, `arrayscope ${report.version}, ${report.cpus} CPUs, ${report.threads} threads, `
      + `${report.instructions} instructions, median of up to ${report.most_runs} runs, every answer checked${debug}`);
    fill(parts.result, questions(report.measurements, report.findings));
  } else {
    setText(parts.status, '');
    fill(parts.result, failureBox({ kind: 'benchmark', message: now.message ?? 'the run was lost' }));
  }
}

function questions(measurements, findings) {
  return QUESTIONS.map((question) => {
    const bars = barsOf(measurements, question.group);
    return make('section.question', { 'data-group': question.group },
      make('h3', {}, question.title),
      make('p.rule', {}, make('span.rule-name', {}, 'The lesson '), question.expects),
      bars.length === 0 ? make('p.hint', {}, 'not yet measured') : make('ol.bars', {}, bars.map(bar)),
      findings === null ? null : answersTo(findings, question).map(answer));
  });
}

function bar({ subject, what, median, low, high, share }) {
  const fillBar = make('span.bar-fill', {});
  fillBar.style.width = `${Math.max(share * 100, 0.5)}%`;
  return make('li', { title: `the middle half of the runs: ${durationText(low)} to ${durationText(high)}` },
    make('span.bar-name', {}, `${subject}: ${what}`),
    make('span.bar', { 'aria-hidden': 'true' }, fillBar),
    make('span.number', {}, durationText(median)));
}

function answer({ about, text, holds }) {
  const [verdict, word] = HOLDS[holds];
  return make('p.finding', { 'data-holds': holds },
    make(`span.verdict.verdict-${verdict}`, {}, word), make('span', {}, `${about}: ${text}`));
}
