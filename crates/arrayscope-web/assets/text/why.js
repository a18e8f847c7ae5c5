/** What the page teaches, one concept each, in our own words and under 60 of them. */

/** @type {Readonly<Record<string, string>>} */
export const WHY = Object.freeze({
  strides: 'An array is one run of bytes. A stride says how many of them one step along an axis skips. Slicing, transposing '
    + 'and flipping change only strides and offset; no byte moves. The axis with the smallest stride is the one whose '
    + 'neighbours lie side by side.',
  memory: 'A processor fetches memory in lines of 64 bytes, never single elements. Walking along a small stride uses every '
    + 'byte fetched; walking along a large one throws most of each line away. Same arithmetic, same result, several times '
    + 'the traffic.',
  reshape: 'A reshape keeps the order of the elements and only asks for other axes. Where strides can describe the new axes, '
    + 'NumPy returns a view: no byte moves, and both names write to the same memory. Where they cannot, it copies silently, '
    + 'and changes no longer reach the original.',
  lab: 'A view and its base are two descriptions of the same bytes, so a change through one is seen through the other. A copy '
    + 'has bytes of its own. Call .copy() when you need independence, and never rely on a reshape being one or the other '
    + 'without checking.',
  statistics: 'Over an axis, the axis disappears: each result sums up one lane, as in a.mean(axis=0). Along an axis, only that axis '
    + 'is left: each result sums up everything at one index. Over shows typical shapes, along finds the odd sample.',
  comparison: 'Two runs that should agree hardly ever agree to the last bit. The largest difference and its place show a '
    + 'bug; the root mean square shows noise; a NaN in one array only shows where they parted. Look at A \u2212 B: errors have '
    + 'a shape, noise has none.',
  benchmark: 'A rule of thumb about speed is only as good as the machine it was measured on. Caches, threads and kernels decide '
    + 'whether a far stride is slow. So measure here, with every answer checked, and believe the numbers rather than the rule.',
  signals: 'Models fail quietly on bad input: a wrong batch axis trains on nonsense, one NaN spreads through every weight, a '
    + 'silent float64 doubles the memory. These six questions take milliseconds before training and save days after it.',
});

/** Why each signal matters, one sentence each. */
export const SIGNAL_WHY = Object.freeze({
  shape: 'A batch axis in the wrong place is not an error, only a model that learns nothing',
  dtype: 'Mixing float32 with float64 makes every result float64: twice the memory, without a word',
  'non-finite': 'One NaN in a batch makes the loss NaN, and the next step makes every weight NaN',
  'value range': 'A channel a thousand times wider than its neighbours drowns them, and unbounded inputs destabilise training',
  memory: 'What does not fit beside the model, its gradients and its copies ends the run, often hours in',
  contiguity: 'Arrays that are not contiguous are copied silently by a reshape, and read slowly until then',
});
