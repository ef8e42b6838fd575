'use strict';

// For `twilio flex:plugins:test`; `npm test` at the root runs the same project with the root's Jest.
const { projects } = require('../../jest.config');

module.exports = () => ({ ...projects.find(({ rootDir }) => rootDir === __dirname), displayName: undefined });
