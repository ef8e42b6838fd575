const { TestEnvironment } = require('jest-environment-jsdom');

/** jsdom has no `fetch`: Node's own. */
module.exports = class JsdomWithFetch extends TestEnvironment {
  constructor(...given) {
    super(...given);
    Object.assign(this.global, { fetch, Headers, Request, Response });
  }
};
