// Flex UI's configuration for development: read by index.html beside it and by `twilio flex:plugins:start`, which
// serves this folder. It is public: never put a secret here.
var appConfig = {
  pluginService: { enabled: true, url: '/plugins' },
  logLevel: 'info',
};
