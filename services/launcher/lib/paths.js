'use strict';

const path = require('node:path');

const ROOT = path.resolve(__dirname, '..', '..', '..');

/** Absolute path of a file or folder of the repository. */
const fromRoot = (...parts) => path.join(ROOT, ...parts);

module.exports = { ROOT, fromRoot };
