/** The arrays of a file with many of them as a tree, by the slashes of their names; and which of them a search finds. */

import { formatBytes, shapeText } from '../text/format.js';

/** @typedef {import('../types.js').ArrayEntry} ArrayEntry */

/**
 * @typedef {object} Node a group, an array, or both
 * @property {string} key its whole name, and of which file
 * @property {string} name its last part
 * @property {ArrayEntry|null} entry
 * @property {Node[]} children in the order of the file
 * @property {number} count of the arrays in it
 *
 * @typedef {object} Row
 * @property {Node} node
 * @property {number} level from 1
 * @property {number} position from 1 among its siblings
 * @property {number} of how many siblings
 * @property {boolean} open whether its children follow
 */

/** A file with fewer arrays is seen at a glance in the list. */
export const FEWEST = 6;
/** Who finds more than this searches on. */
const MOST_FOUND = 100;

/**
 * @param {ArrayEntry[]} arrays
 * @returns {Node[]} one per file that has many arrays
 */
export function treesOf(arrays) {
  const roots = new Map();
  const nodes = new Map();
  for (const entry of arrays.filter(({ file }) => file)) {
    const key = `${entry.source}|${entry.file}`;
    const root = roots.get(key) ?? node(key, entry.file);
    roots.set(key, root);
    put(root, nodes, entry);
  }
  return [...roots.values()].filter(({ count }) => count >= FEWEST);
}

const node = (key, name) => ({ key, name, entry: null, children: [], count: 0 });

/** Adds an array below its file; `nodes` are all of them by key, for files of thousands. */
function put(root, nodes, entry) {
  const parts = (entry.member ?? '').split('/').filter((part) => part !== '');
  let at = root;
  at.count += 1;
  for (const part of parts) {
    const key = `${at.key}/${part}`;
    let next = nodes.get(key);
    if (next === undefined) {
      next = node(key, part);
      nodes.set(key, next);
      at.children.push(next);
    }
    at = next;
    at.count += 1;
  }
  at.entry = entry;
}

/**
 * What is seen of trees.
 *
 * @param {Node[]} nodes
 * @param {Set<string>} open keys of those whose children are seen
 * @param {number} [level]
 * @returns {Row[]}
 */
export function rowsOf(nodes, open, level = 1) {
  return nodes.flatMap((one, place) => {
    const isOpen = one.children.length > 0 && open.has(one.key);
    const row = { node: one, level, position: place + 1, of: nodes.length, open: isOpen };
    return isOpen ? [row, ...rowsOf(one.children, open, level + 1)] : [row];
  });
}

/**
 * The keys of the groups around an array.
 *
 * @param {Node[]} nodes
 * @param {string|null} id
 * @returns {string[]} from the file on; none when it is in no tree
 */
export function around(nodes, id) {
  for (const one of nodes) {
    if (one.children.some(({ entry }) => entry?.id === id)) {
      return [one.key];
    }
    const inside = around(one.children, id);
    if (inside.length > 0) {
      return [one.key, ...inside];
    }
  }
  return [];
}

/**
 * The arrays that have every word of a text in their name, dtype, shape or codecs.
 *
 * @param {Node[]} nodes
 * @param {string} text
 * @returns {{rows: Row[], more: number}} the first of them, under their whole names, and how many are left out
 */
export function search(nodes, text) {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const told = ({ address, dtype, shape, codecs }) => `${address} ${dtype} ${shapeText(shape)} ${codecs.join(' ')}`.toLowerCase();
  const fits = (entry) => words.every((word) => told(entry).includes(word));
  const found = nodes.flatMap(arraysOf).filter(({ entry }) => fits(entry));
  const shown = found.slice(0, MOST_FOUND);
  return {
    rows: shown.map((one, place) => ({
      node: { ...one, name: one.entry.member ?? one.name, children: [] }, level: 1, position: place + 1, of: shown.length, open: false,
    })),
    more: found.length - shown.length,
  };
}

const arraysOf = (one) => [...(one.entry === null ? [] : [one]), ...one.children.flatMap(arraysOf)];

/**
 * What is told of an array: `(60000, 28, 28) uint8 · 47 MB`, and how its file keeps it: `chunks (1000, 28, 28) · gzip`.
 *
 * @param {ArrayEntry} entry
 * @returns {string[]} one or two lines
 */
export function linesOf({ shape, dtype, nbytes, chunk_shape: chunks, codecs }) {
  const [size] = formatBytes(nbytes).split(' · ');
  const kept = [chunks ? `chunks ${shapeText(chunks)}` : '', ...codecs].filter((part) => part !== '').join(' · ');
  return [`${shapeText(shape)} ${dtype} · ${size}`, kept].filter((line) => line !== '');
}
