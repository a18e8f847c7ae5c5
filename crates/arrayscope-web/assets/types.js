/**
 * The shapes of the values that travel between the server, the store and the panels.
 * Only JSDoc: this module exports nothing and is never loaded by the page.
 *
 * @typedef {object} Selection which two axes are shown, and the index per axis
 * @property {number|null} rows axis drawn downwards; null for 0-D and 1-D
 * @property {number|null} columns axis drawn to the right; null for 0-D
 * @property {number[]} at one index per axis: fixes a hidden axis, places the crosshair on a shown one
 * @property {string} [part] of complex numbers; the magnitude unless given
 * @property {number} [channel] axis whose positions are red, green, blue and perhaps opacity
 * @property {[number, number]|null} [between] what is dark and bright in those colours
 *
 * @typedef {object} View what the URL holds: the whole state of the page
 * @property {string|null} array opaque id of the array on display; the URL has its address where that is unique
 * @property {number|null} rows
 * @property {number|null} columns
 * @property {number[]|null} at null until the geometry is known
 * @property {'magnitude'|'phase'|'real'|'imaginary'} part what is shown of complex numbers
 * @property {'values'|'rgb'} show whether an axis of channels is shown as colours
 * @property {[number, number]|null} row_range the rows that are seen: first and one after the last; null for all
 * @property {[number, number]|null} column_range
 * @property {{rows: boolean, columns: boolean}} flip what is drawn from its other end
 * @property {string} colormap
 * @property {'linear'|'log'|'symlog'} scale of the colours
 * @property {'slice'|'array'|'percentiles'|'deviation'|'typed'} limits where the colour limits come from
 * @property {[number, number]} percentiles
 * @property {number} deviations
 * @property {[number, number]|null} between typed limits
 * @property {boolean} lock whether limits are held while the sliders move
 * @property {{low: number, high: number, at: number[], key?: string}|null} held those limits, and the index they are of
 * @property {boolean} lines whether the row and the column through the crosshair are shown as curves
 * @property {import('./state/tools.js').Region|null} region rectangle of the cross-section
 * @property {'off'|'plain'|'coloured'} elements the table of elements around the crosshair
 * @property {string|null} other id of the array that is compared with; the URL has its address
 * @property {'beside'|'difference'|'flicker'} compare the way of comparing
 * @property {number} rate changes per second of the flicker, 0 for the key alone
 * @property {number|null} along axis of the statistics panel
 * @property {'along'|'over'} reduce whether that axis is what is left, or what disappears
 * @property {string} statistic that a picture of results shows
 * @property {string} reshape target shape typed in the reshape panel
 * @property {string} lab array that the copy-or-view lab starts from
 * @property {string} labto shape that the lab reshapes it to
 * @property {boolean} labcopy whether the lab calls `.copy()` on the result
 * @property {boolean} simulate whether the deliberate bad reshape is on
 * @property {number} speed steps per second while an axis plays
 * @property {'loop'|'bounce'} turn what playing does at the end of the axis
 *
 * @typedef {object} ArrayEntry one choice of the source select
 * @property {string} id
 * @property {string} title
 * @property {string} address
 * @property {'sample'|'file'|'upload'} source
 * @property {number[]} shape
 * @property {string} dtype
 * @property {number|string} nbytes
 * @property {string|null} file that it is in; null for a sample
 * @property {string|null} member its name there, null for the only array
 * @property {number[]|null} chunk_shape lengths of the chunks that the file keeps it in
 * @property {string[]} codecs what was done to the bytes in the file
 *
 * @typedef {{title: string, text: string}} Note
 *
 * @typedef {object} AxisGeometry
 * @property {number} axis
 * @property {string} name
 * @property {number} length
 * @property {number|string} stride_bytes
 * @property {number|string|null} stride_elements
 * @property {string} step_skips
 *
 * @typedef {object} Geometry
 * @property {string} id
 * @property {string} title
 * @property {string} address
 * @property {import('./text/commands.js').Named|null} named the parts of the address; null where a name cannot be typed
 * @property {string} format
 * @property {number[]} shape
 * @property {number} ndim
 * @property {number|string} size
 * @property {string} dtype
 * @property {string} byte_order
 * @property {number} itemsize
 * @property {number|string} nbytes
 * @property {string} order
 * @property {AxisGeometry[]} axes
 * @property {{axis: number, names: string[], units: string[]}|null} labels
 * @property {string|null} unit
 * @property {(string|Note)[]} notes
 * @property {Selection} selection the default cross-section
 *
 * @typedef {object} ShownAxis one side of a frame
 * @property {number|null} axis
 * @property {number} length elements along it
 * @property {number} [start] element that the first cell begins at
 * @property {number} cells cells sent
 * @property {number} step elements per cell
 *
 * @typedef {object} Frame a decoded cross-section
 * @property {string} id array it was cut from
 * @property {string} [from] array that the cells are of, where that is the difference of the one on display and another
 * @property {string} address
 * @property {string} numpy
 * @property {Selection} selection
 * @property {ShownAxis} rows
 * @property {ShownAxis} columns
 * @property {'float32'|'float64'} dtype
 * @property {'value'|'magnitude'|'phase'|'real'|'imaginary'|'rgb'|'rgba'} of
 * @property {number|string} min
 * @property {number|string} max
 * @property {number} nan
 * @property {number} pos_inf
 * @property {number} neg_inf
 * @property {string|null} reduced
 * @property {Float32Array|Float64Array} values rows × columns, row after row
 * @property {Uint32Array} [colours] of a picture in its own colours: pixels; the values are then 0, or what marks a cell
 * @property {{low: Float64Array, high: Float64Array, mean: Float64Array, counts: Record<'nan'|'pos_inf'|'neg_inf', number[]>}} [line]
 *   of an array of one axis: smallest, largest and mean finite value of every point, and what in it is not finite
 *
 * @typedef {object} ChannelHistogram
 * @property {number} channel
 * @property {string} label
 * @property {number[]} counts
 * @property {number} nan
 * @property {number} pos_inf
 * @property {number} neg_inf
 *
 * @typedef {object} Histograms
 * @property {string} item
 * @property {number|null} channel_axis
 * @property {ChannelHistogram[]} channels those that were counted
 * @property {number} [channels_total] how many there are
 * @property {(number|string)[]} edges
 *
 * @typedef {object} Signal
 * @property {string} signal
 * @property {'pass'|'warn'|'fail'|'info'} verdict
 * @property {string} measured_text
 * @property {string} rule
 * @property {{text: string, index?: number[], value?: unknown, axis?: number}[]} evidence
 *
 * @typedef {{kind: string, message: string, simulated?: boolean}} Failure what an error panel shows; simulated
 *   when it was asked for by *Simulate error*
 *
 * @typedef {object} Progress how far statistics are
 * @property {'summary'|'stats'} what
 * @property {number} done bytes of elements that have been computed with
 * @property {number} total
 * @property {number} seconds since it began
 *
 * @typedef {object} Touched what a cross-section touches in its file
 * @property {string} key of which array and axes
 * @property {boolean} costly
 * @property {string} text
 *
 * @typedef {object} State everything the panels are drawn from
 * @property {View} view
 * @property {ArrayEntry[]} arrays
 * @property {Note[]} notes
 * @property {Geometry|null} geometry
 * @property {Signal[]|Failure|null} signals
 * @property {object|Failure|null} summary
 * @property {Touched|Failure|null} touched
 * @property {Progress|null} progress of the statistics that the page waits for
 * @property {object|Failure|null} channels the profile along the channel axis, if there is one
 * @property {object|Failure|null} stats
 * @property {Frame|null} frame
 * @property {Frame|null} detail what is seen, more finely than the frame has it
 * @property {(Failure & {id: string})|null} frameFailure
 * @property {(Histograms & {id: string, at: number[], part?: string})|null} histograms with the array, the index and the
 *   part of complex numbers that they were asked for
 * @property {import('./model/track.js').Profile[]|Failure|null} profiles one per axis, for the tracks of the sliders
 * @property {(object & {key: string})|null} levels percentiles, mean and std of a cross-section
 * @property {{id: string, index: number[], text: string, bits: string|null}|null} crosshair exact value under the crosshair,
 *   the bits of a float
 * @property {{index: number[], text: string|null, bits?: string|null}|null} pointer element under the pointer; text null
 *   until it is known
 * @property {Frame|null} second the other array's picture, or that of the difference, under its own id
 * @property {Frame|null} secondDetail what is seen of it, more finely
 * @property {object|null} secondHistograms those of the difference
 * @property {object|Failure|null} comparison how much the two arrays differ
 * @property {Failure|null} comparedFailure why there is no second picture
 * @property {object|Failure|null} otherSummary statistics of the other array
 * @property {{index: number[], other: string, difference: string}|null} comparedCrosshair
 * @property {{index: number[], other: string, difference: string}|null} comparedPointer
 * @property {boolean} flipped whether the flicker shows the other array
 * @property {View} [asked] of `paintedOf`: the view of the URL, where the one that is painted has another colour map
 * @property {{frame: Frame, detail: Frame|null}|null} [beside] of `paintedOf`: what is painted next to the picture
 * @property {object|Failure|null} reshape
 * @property {{row: Frame, column: Frame, key: string}|(Failure & {key: string})|null} lines through the crosshair,
 *   of a reduced picture
 * @property {(object & {key: string})|(Failure & {key: string})|null} region statistics of the rectangle
 * @property {boolean} picking whether the next drag over the picture makes a rectangle
 * @property {(object & {key: string})|(Failure & {key: string})|null} elements texts around the crosshair
 * @property {number|null} tableColumns that the table of elements has room for; null while it is not shown
 * @property {(object & {of: string})|Failure|null} lab the reshape of the lab, and of which array
 * @property {Failure|null} failure the error panel of the page
 * @property {string|null} missing said beside the source when the URL names an array that is not there
 * @property {{title: string}|null} uploading
 * @property {number|null} axis the axis whose controls had the focus last: keys move it
 * @property {{axis: number}|null} playing
 * @property {string|null} note a word about what a key did, for a moment
 * @property {'ok'|'lost'|'token'} connection lost: nobody answers; token: another start of arrayscope answers
 * @property {ArrayEntry[]} recent arrays that were looked at lately, without the one on display
 * @property {number} resets how often Reset was used; a reset also ends every zoom
 * @property {number} resizes how often the figure outgrew the frame that it shows
 */
