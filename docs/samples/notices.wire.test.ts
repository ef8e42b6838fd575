/**
 * @jest-environment ./docs/samples/with-local-twilio.js
 * @jest-environment-options {"customExportConditions": ["node", "node-addons"]}
 */
import './notices-plugin/notices.wire.test';
