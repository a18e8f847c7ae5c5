/** Loaded and run before everything else: the server works while the page is still being read. */

import { askEarly } from './server/early.js';

askEarly(location.search);
