const JsdomWithFetch = require('./notices-plugin/jsdom-with-fetch');
const { startLocalTwilio } = require('../../services/local-twilio/start-local-twilio');

/** What the guide has a stranger do with a Local Twilio that runs somewhere, with one beside the test. */
module.exports = class WithLocalTwilio extends JsdomWithFetch {
  async setup() {
    await super.setup();
    this.localTwilio = await startLocalTwilio({ port: 0 });
    this.global.process.env.LOCAL_TWILIO_URL = this.localTwilio.url;
  }

  async teardown() {
    await this.localTwilio?.close();
    await super.teardown();
  }
};
