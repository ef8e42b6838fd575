'use strict';

/** The arrows of docs/architecture.md. Each rule forbids one kind of edge and says why. */

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

/** Events and what they come to, for whoever tests or measures what takes events: no production code. */
const SIMULATED_CUSTOMERS = '^services/demo-shop/(shoppers|oracle)/';

const NOT_TESTS = ['\\.test\\.tsx?$', '/testing/'];

/**
 * What each folder below `root` may import of the others there; whatever is not named in `folders` may import all. A folder
 * names only folders that stand before it, so they cannot form a cycle.
 */
const foldersOf = (name, root, folders) =>
  Object.entries(folders).map(([folder, { may, because }], index, all) => {
    const later = may.find((each) => !all.slice(0, index).some(([before]) => before === each));
    if (later !== undefined) throw new Error(`${root}/${folder} may not import ${later}, which stands after it`);
    return rule(
      `${name}-${folder.replace('/', '-')}`,
      because,
      { path: `^${root}/${folder}/`, pathNot: NOT_TESTS },
      { path: `^${root}/`, pathNot: [folder, ...may].map((each) => `^${root}/${each}/`) },
    );
  });

/** `app.ts`, `serve.ts` and `main.ts` put these layers together; each has the same subjects inside. */
const BACKEND_LAYERS = {
  base: { may: [], because: 'Clock, log, metrics and text serve every layer: they know none.' },
  domain: { may: [], because: 'The fold and the figures are functions of values, whoever keeps and asks for them.' },
  store: {
    may: ['domain', 'base'],
    because: 'The database keeps what the domain says; it does not know who writes or reads.',
  },
  ingest: {
    may: ['store', 'domain', 'base'],
    because: 'Events come in whether or not Sync, or anybody over HTTP, takes what they mean.',
  },
  commands: {
    may: ['store', 'domain', 'base'],
    because: 'A use case is one transaction, its rules and its audit: it does not know the transport that asks.',
  },
  outbox: {
    may: ['store', 'domain', 'base'],
    because: 'What is in the database comes to Sync, whoever wrote it; Sync itself is a port.',
  },
  seed: { may: ['store', 'domain', 'base'], because: 'The demo is written as any other content is.' },
  twilio: {
    may: ['outbox', 'ingest', 'domain', 'base'],
    because: 'Twilio fills the ports of ingest and outbox; it never reads the database.',
  },
  http: {
    may: ['twilio', 'commands', 'ingest', 'store', 'domain', 'base'],
    because: 'Routes parse, ask a command, and answer; they tell nothing to Sync.',
  },
};

/** The files at the root of Local Twilio put these rooms together; no room knows them. */
const LOCAL_TWILIO_ROOMS = {
  base: { may: [], because: 'What every room stands on, the account among it, stands on nothing.' },
  sync: { may: ['base'], because: 'What Sync is does not depend on how somebody reaches it.' },
  taskrouter: { may: ['base'], because: 'What TaskRouter is does not depend on how somebody reaches it.' },
  conversations: {
    may: ['sync', 'taskrouter', 'base'],
    because:
      "Conversations stands on two other engines, as Twilio's does: it keeps its data in Sync and follows tasks.",
  },
  plugins: {
    may: ['base'],
    because: 'Which plugins are uploaded and released does not depend on how somebody reaches them.',
  },
  'event-callbacks': {
    may: ['sync', 'taskrouter', 'base'],
    because: 'Callbacks listen to the engines and post; what comes in has no part in it.',
  },
  'event-streams': {
    may: ['event-callbacks', 'taskrouter', 'base'],
    because:
      'Event Streams tells what TaskRouter does, by the delivery of callbacks; who subscribes is not its to know.',
  },
  simulator: {
    may: ['event-callbacks', 'taskrouter', 'base'],
    because: 'Simulated people act on the engine itself: no surface decides what they can do.',
  },
  http: { may: ['base'], because: 'The port, the router and the request log serve every host: they know none.' },
  identity: {
    may: ['http', 'base'],
    because: 'Who somebody is follows from the request and the clock, whatever it is that the caller wants.',
  },
  twilsock: {
    may: ['sync', 'identity', 'http', 'base'],
    because: 'The socket is one of two ways to Sync; what else it carries is handed to it as a function.',
  },
  'sync-api': {
    may: ['sync', 'identity', 'http', 'base'],
    because: 'The REST API is the other way to Sync, and to nothing else.',
  },
  'account-api': {
    may: ['identity', 'http', 'base'],
    because: 'The account and its keys are what identity knows of them; no engine has a part in it.',
  },
  'taskrouter-api': {
    may: ['taskrouter', 'identity', 'http', 'base'],
    because:
      'The REST API shows what the TaskRouter engine holds: chats and simulated people are nothing special to it.',
  },
  'event-streams-api': {
    may: ['event-streams', 'identity', 'http', 'base'],
    because: 'The REST API holds sinks and subscriptions; what is delivered to them is none of its business.',
  },
  'serverless-api': {
    may: ['plugins', 'identity', 'http', 'base'],
    because: 'The Serverless API and its domains show what was uploaded; what Flex loads of it is not theirs.',
  },
  'conversations-api': {
    may: ['conversations', 'sync', 'identity', 'http', 'base'],
    because: 'The commands of the Conversations SDK act on conversations, not on the tasks that brought them.',
  },
  flex: {
    may: ['conversations', 'sync', 'taskrouter', 'plugins', 'identity', 'http', 'base'],
    because: 'Flex stands on what Twilio has: neither a simulator nor a control plane.',
  },
  control: {
    may: ['simulator', 'event-callbacks', 'conversations', 'sync', 'taskrouter', 'identity', 'http', 'base'],
    because: 'The control plane drives the engines; what it does to another surface is handed to it as a function.',
  },
};

/** What an account needs; `main.ts` takes the arguments. */
const OPERATOR_ROOMS = {
  account: { may: [], because: 'What Twilio is asked, and how, is the same for who looks and who changes.' },
  doctor: { may: ['account'], because: 'It looks, and could not change anything if it wanted to.' },
  provision: { may: ['account'], because: 'What is changed follows from the account, not from what was found wrong.' },
  deploy: { may: ['account'], because: 'Plugins are uploaded whatever else of an installation stands or is missing.' },
};

/** `main.ts` puts these rooms together: the page and the server of the shop, its simulated customers, and the oracle. */
const DEMO_SHOP_ROOMS = {
  goods: { may: [], because: 'What the shop sells is the same whoever buys it, and however.' },
  purchase: { may: ['goods'], because: 'Carts, cards and what is told of them are functions of values.' },
  page: { may: ['purchase', 'goods'], because: 'The page is all that a browser gets.' },
  server: { may: ['goods'], because: 'The server hands out the page and the goods; who buys what is not its to know.' },
  shoppers: {
    may: ['purchase', 'goods'],
    because: 'Simulated customers tell what the page would tell, without a page.',
  },
  oracle: {
    may: [],
    because: 'It reckons from events alone: a line shared with their sender would share its mistakes.',
  },
};

const localTwilioRules = [
  ...foldersOf('local-twilio', 'services/local-twilio', LOCAL_TWILIO_ROOMS),
  rule(
    'local-twilio-rooms-have-a-rule',
    'A folder that is not in the list of rooms could import what it likes, and two of them each other.',
    {
      path: '^services/local-twilio/[^/]+/',
      pathNot: [...NOT_TESTS, ...Object.keys(LOCAL_TWILIO_ROOMS).map((room) => `^services/local-twilio/${room}/`)],
    },
    { path: '^services/local-twilio/' },
  ),
  rule(
    'local-twilio-inner-folders-do-not-look-out',
    'A folder inside a room is a part of it that can be read alone: it knows neither the room around it nor its neighbour.',
    { path: '^services/local-twilio/([^/]+)/([^/]+)/', pathNot: NOT_TESTS },
    { path: '^services/local-twilio/$1/', pathNot: '^services/local-twilio/$1/$2/' },
  ),
  rule(
    'local-twilio-engines-know-no-transport',
    'An engine that opens a port or a connection cannot be driven by the clock of a test, nor reached in another way.',
    { path: '^services/local-twilio/(base|sync|taskrouter|conversations|plugins|simulator)/', pathNot: NOT_TESTS },
    { path: ['^(node:)?(http|https|http2|net|tls|dgram)$', 'node_modules/(undici|ws)/'] },
  ),
];

module.exports = {
  forbidden: [
    rule(
      'no-cycles',
      'A cycle has no first file to read and no part that can be tested alone.',
      {},
      { circular: true },
    ),
    rule(
      'contract-knows-nobody',
      'The contract is pure data that every process reads; one import would drag a runtime into all of them.',
      { path: '^src/contract/', pathNot: '\\.test\\.ts$' },
      { pathNot: ['^src/contract/', 'node_modules/valibot'] },
    ),
    rule(
      'sync-is-framework-free',
      'src/sync is observable state: it must run without React and without Flex.',
      { path: '^src/sync/', pathNot: '\\.test\\.ts$' },
      { pathNot: ['^src/(sync|observable|contract)/', 'node_modules/(twilio-sync|@types)'] },
    ),
    rule(
      'observable-knows-nobody',
      'Stores, ports and views all show this one shape; an import of any of them would tie the others to it.',
      { path: '^src/observable/', pathNot: '\\.test\\.ts$' },
      { pathNot: '^src/observable/' },
    ),
    rule(
      'only-sync-imports-the-sdk',
      'One importer of twilio-sync keeps the SDK replaceable and its mutable objects out of React state.',
      { path: '^(src|plugins)/', pathNot: ['^src/sync/', '\\.wire\\.test\\.ts$'] },
      { path: 'node_modules/twilio-sync' },
    ),
    rule(
      'hooks-are-a-thin-adapter',
      'src/hooks adapts src/sync to React and knows nothing of Flex, nor of what a view makes of it.',
      { path: '^src/hooks/', pathNot: '\\.test\\.tsx?$' },
      { pathNot: ['^src/(hooks|sync|observable|contract)/', 'node_modules/(react|use-sync-external-store|@types)'] },
    ),
    rule(
      'views-know-neither-sync-nor-flex',
      'What views share takes values and draws them: it is tested, and drawn, without a wire and without Flex.',
      { path: '^src/views/', pathNot: '\\.test\\.tsx?$' },
      {
        pathNot: [
          '^src/(views|observable|contract)/',
          // A peer of src/package.json, so that a bundle has one copy and with it one theme.
          'node_modules/@twilio-paste/(core|icons)/',
          'node_modules/(react|use-sync-external-store|@tanstack/react-virtual|@types)',
        ],
      },
    ),
    rule(
      'flex-port-reaches-down-only',
      'src/flex joins the page to Flex, and draws there the panel that plugins share; it may not reach into a plugin or a service.',
      { path: '^src/flex/', pathNot: '\\.test\\.tsx?$' },
      {
        pathNot: [
          '^src/(flex|views|hooks|sync|observable|contract)/',
          'node_modules/@twilio-paste/(core|icons)/',
          'node_modules/(react|valibot|@twilio/flex-(ui|plugin)|@types)/',
        ],
      },
    ),
    rule(
      'plugins-are-leaves',
      'Plugins are built and deployed one by one: what two of them need belongs in src.',
      { path: '^plugins/(plugin-[^/]+)/', pathNot: '^plugins/plugin-sync-suite/' },
      { path: '^plugins/plugin-[^/]+/', pathNot: '^plugins/$1/' },
    ),
    rule(
      'the-suite-is-made-of-plugins',
      'The one bundle starts each plugin as Flex would: what is behind its mount is not its to know.',
      { path: '^plugins/plugin-sync-suite/' },
      {
        path: ['^(src/(?!testing)|services|e2e|bench)', '^plugins/plugin-[^/]+/src/'],
        pathNot: ['^plugins/plugin-sync-suite/', '/src/mount/[^/]+-plugin\\.tsx$'],
      },
    ),
    rule(
      'plugins-use-the-public-layers',
      'A plugin that reaches into src/sync would hold SDK state past its lifetime.',
      { path: '^plugins/plugin-', pathNot: ['\\.test\\.tsx?$', '/testing/'] },
      { path: ['^src/(sync|testing)/', '^(services|e2e|bench)/'] },
    ),
    ...foldersOf('queue-dashboard', 'plugins/plugin-queue-dashboard/src', {
      model: { may: [], because: 'Health, order and totals of queues are functions of values: they read no Document.' },
      data: { may: ['model'], because: 'What is read of Sync is the same whoever shows it.' },
      strings: {
        may: ['model'],
        because: 'Every sentence is a function of values: whoever translates it reads no view.',
      },
      parts: {
        may: ['strings', 'data', 'model'],
        because: 'Formats and marks are those of the board and of its table.',
      },
      table: {
        may: ['parts', 'strings', 'data', 'model'],
        because: 'The table is given its rows and their order: it does not know what else is on the board.',
      },
      explain: {
        may: ['table', 'parts', 'strings', 'data', 'model'],
        because: 'Figures are explained by the columns that show them, whatever opens the explanation.',
      },
      file: {
        may: ['table', 'parts', 'strings', 'data', 'model'],
        because: 'A file has the columns of the table; it draws nothing.',
      },
      chooser: {
        may: ['table', 'parts', 'strings', 'data', 'model'],
        because: 'Columns are chosen of those that there are; the table shows what it is given.',
      },
      choice: {
        may: ['table', 'parts', 'strings', 'data', 'model'],
        because: 'What is chosen to be seen is a value and its URL: it does not know how it is shown.',
      },
      rules: {
        may: ['parts', 'strings', 'data', 'model'],
        because: 'How service level is judged is said beside the board, which only shows what follows from it.',
      },
      views: {
        may: ['choice', 'rules', 'parts', 'strings', 'data', 'model'],
        because: 'Views keep what is chosen, whatever shows it.',
      },
      'alert-rules': {
        may: ['rules', 'parts', 'strings', 'data', 'model'],
        because: 'What raises an alert is said as how service level is judged is, wherever that is opened.',
      },
      'alert-hooks': {
        may: ['parts', 'strings', 'data', 'model'],
        because: 'Where alerts are told outside of Flex is said beside the board, which shows nothing of it.',
      },
      groups: {
        may: ['rules', 'parts', 'strings', 'data', 'model'],
        because: 'Which queues a group holds is said beside the board, which only shows what follows from it.',
      },
      'wall/model': {
        may: ['data', 'model'],
        because: 'Which figures the wall shows, and when which group, are functions of values: they hold no timer.',
      },
      cards: {
        may: ['wall/model', 'parts', 'strings', 'data', 'model'],
        because: 'The cards say at a desk what the wall says across a room: they share its figures, not its look.',
      },
      glance: {
        may: ['table', 'parts', 'strings', 'data', 'model'],
        because: 'A card says what a row says, by the same marks and bars: it is given its queues and their order.',
      },
      wall: {
        may: ['table', 'parts', 'strings', 'data', 'model'],
        because: 'The wall is given what the board reads: it follows nothing by itself.',
      },
      mine: {
        may: ['parts', 'strings', 'data', 'model'],
        because: 'An agent’s own queues stand beside the conversation: they show nothing that the board reads.',
      },
      drawer: {
        may: ['explain', 'file', 'parts', 'strings', 'data', 'model'],
        because:
          'The drawer of a queue stands over the board, which goes on without it; its figures are explained and kept as those of the board are.',
      },
      alerts: {
        may: ['alert-rules', 'drawer', 'parts', 'strings', 'data', 'model'],
        because: 'Alerts are told beside the board: they know neither its table nor what else opens over it.',
      },
      board: {
        may: [
          'wall',
          'wall/model',
          'rules',
          'alert-rules',
          'alert-hooks',
          'groups',
          'cards',
          'glance',
          'choice',
          'views',
          'chooser',
          'explain',
          'file',
          'alerts',
          'drawer',
          'table',
          'parts',
          'strings',
          'data',
          'model',
        ],
        because: 'The board is shown without Flex, by tests and benchmarks.',
      },
    }),
    ...foldersOf('recent-calls', 'plugins/plugin-recent-calls/src', {
      model: { may: [], because: 'What a call is, and how a list of them is made, are functions of values.' },
      data: {
        may: ['model'],
        because: 'The ports to Sync, the backend and the agent know what is read, not who shows it.',
      },
      parts: {
        may: ['data', 'model'],
        because: 'What several surfaces share knows none of them, or the surfaces would know each other through it.',
      },
      details: {
        may: ['parts', 'data', 'model'],
        because: 'The details of one call are shown by the panel and do not know where they stand.',
      },
      panel: {
        may: ['details', 'parts', 'data', 'model'],
        because: 'The panel and the list of the empty desktop are shown by Flex apart from each other.',
      },
      compact: {
        may: ['parts', 'data', 'model'],
        because: 'The list of the empty desktop works while the panel is closed.',
      },
    }),
    ...foldersOf('customer-activity', 'plugins/plugin-customer-activity/src', {
      model: { may: [], because: 'What a customer does at an instant is a function of the items of her Map.' },
      data: {
        may: ['model'],
        because: 'The ports to Sync, the backend and the selected task know what is read, not who shows it.',
      },
      parts: {
        may: ['data', 'model'],
        because: 'What the two surfaces share knows neither, or they would know each other through it.',
      },
      panel: {
        may: ['parts', 'data', 'model'],
        because: 'The panel and the lines on an offered task are shown by Flex apart from each other.',
      },
      incoming: {
        may: ['parts', 'data', 'model'],
        because: 'The lines on an offered task are there while the panel is closed.',
      },
      supervisor: {
        may: ['parts', 'model'],
        because: 'What all customers do is asked by supervisors, who may have no task and no customer of their own.',
      },
    }),
    ...foldersOf('customer-supervisor', 'plugins/plugin-customer-activity/src/supervisor', {
      model: { may: [], because: 'Ranges, comparisons and rows are functions of values.' },
      data: { may: ['model'], because: 'What was asked outlives the view, so it knows nothing of it.' },
      parts: { may: ['data', 'model'], because: 'What the parts of the view share knows none of them.' },
      period: {
        may: ['parts', 'data', 'model'],
        because: 'What time is chosen does not depend on what is asked of it.',
      },
      questions: { may: ['parts', 'data', 'model'], because: 'The answers are one part of the view.' },
      product: { may: ['parts', 'data', 'model'], because: 'A product is shown the same from wherever it was opened.' },
    }),
    ...foldersOf('sync-explorer', 'plugins/plugin-sync-explorer/src', {
      model: { may: [], because: 'Lines, differences, levels and entries are functions of values: they ask nobody.' },
      data: { may: ['model'], because: 'What is asked of the backend is the same whoever shows it.' },
      parts: { may: ['data', 'model'], because: 'What the parts of the page share knows none of them.' },
      tree: { may: ['parts', 'data', 'model'], because: 'What there is to choose does not depend on how it is shown.' },
      edit: {
        may: ['parts', 'data', 'model'],
        because: 'What somebody writes is compared and sent the same from wherever it was opened.',
      },
      value: {
        may: ['edit', 'parts', 'data', 'model'],
        because: 'A value is shown the same whoever chose it; what is done with it stands beside it.',
      },
      inspector: {
        may: ['parts', 'data', 'model'],
        because: 'What is known of an object does not depend on its value.',
      },
      findings: {
        may: ['parts', 'data', 'model'],
        because: 'What is wrong is searched without anything being chosen.',
      },
      timeline: { may: ['parts', 'data', 'model'], because: 'What was written is told below whatever is shown.' },
      health: {
        may: ['parts', 'data', 'model'],
        because: 'How this browser stands has nothing to do with what Sync holds.',
      },
      page: {
        may: ['health', 'timeline', 'findings', 'inspector', 'value', 'edit', 'tree', 'parts', 'data', 'model'],
        because: 'The page puts the parts together; it is shown without Flex, by tests.',
      },
    }),
    ...foldersOf('canned-responses', 'plugins/plugin-canned-responses/src', {
      model: { may: [], because: 'Rules about responses are functions of values: they read no port and draw nothing.' },
      data: {
        may: ['model'],
        because: 'The ports to Sync, the backend and the task know what is read, not who shows it.',
      },
      insert: {
        may: ['data', 'model'],
        because: 'How a text gets into a conversation, and is kept from being sent, is the same for every surface.',
      },
      parts: {
        may: ['insert', 'data', 'model'],
        because: 'What several surfaces share knows none of them, or the surfaces would know each other through it.',
      },
      preview: {
        may: ['parts', 'insert', 'data', 'model'],
        because: 'The preview is shown by the panel and does not know where it stands.',
      },
      panel: {
        may: ['preview', 'parts', 'insert', 'data', 'model'],
        because: 'The panel and what appears at the composer are shown by Flex apart from each other.',
      },
      'composer-ui': {
        may: ['parts', 'insert', 'data', 'model'],
        because: 'What appears at the composer works without the panel, which may be closed.',
      },
      manager: {
        may: ['parts', 'model'],
        because: 'The manager reads the backend itself: an agent may write responses who has no task, and no composer.',
      },
    }),
    ...foldersOf('canned-manager', 'plugins/plugin-canned-responses/src/manager', {
      model: { may: [], because: 'Drafts, their merge and their comparison are functions of values.' },
      data: { may: ['model'], because: 'What is read and written outlives the view, so it knows nothing of it.' },
      parts: { may: ['data', 'model'], because: 'What the parts of the view share knows none of them.' },
      libraries: { may: ['parts', 'data', 'model'], because: 'The column of libraries is one part of the view.' },
      responses: { may: ['parts', 'data', 'model'], because: 'The table of responses is one part of the view.' },
      rules: {
        may: ['parts', 'data', 'model'],
        because: 'The rules are of all libraries: they know none of their parts.',
      },
      editor: {
        may: ['parts', 'data', 'model'],
        because: 'The editor of one response is one part of the view: where it stands, the view decides.',
      },
    }),
    rule(
      'plugins-never-import-lazily',
      'The Flex plugin deploy uploads one bundle: a lazy chunk would be missing in production.',
      { path: '^(src|plugins)/' },
      { dependencyTypes: ['dynamic-import'] },
    ),
    rule(
      'browser-code-has-no-node',
      'Node built-ins do not exist in a Flex page.',
      {
        path: ['^src/', '^plugins/plugin-[^/]+/src/', '^services/demo-shop/(goods|purchase|page)/'],
        pathNot: ['\\.test\\.tsx?$'],
      },
      { dependencyTypes: ['core'] },
    ),
    rule(
      'emulator-shares-nothing-of-ours',
      'Local Twilio emulates Twilio, not us: a shared line would be a shared bug that tests itself green.',
      { path: '^services/local-twilio/', pathNot: '\\.test\\.ts$' },
      { path: '^(src|plugins|services/(backend|demo-shop|launcher)|e2e|bench)/' },
    ),
    ...localTwilioRules,
    rule(
      'demo-shop-is-a-strangers-shop',
      "Any shop can send events with Segment's libraries and chat with Twilio's: ours must not know us better than another could.",
      { path: '^services/demo-shop/', pathNot: '\\.test\\.ts$' },
      {
        pathNot: [
          '^services/demo-shop/',
          'node_modules/(@segment/analytics-(next|node)|@twilio/conversations|twilio|@types)/',
        ],
        dependencyTypesNot: ['core'],
      },
    ),
    ...foldersOf('demo-shop', 'services/demo-shop', DEMO_SHOP_ROOMS),
    ...foldersOf('operator', 'services/operator', OPERATOR_ROOMS),
    rule(
      'operator-knows-twilio-only',
      'It says what a stranger would see of an installation: what the backend knows of itself could be wrong with it. What it writes for the plugins, the settings, it reads as they do.',
      { path: '^services/operator/', pathNot: '\\.test\\.ts$' },
      {
        path: '^(src|plugins|services/(backend|local-twilio|demo-shop|launcher)|e2e|bench)/',
        pathNot: '^src/contract/settings/',
      },
    ),
    rule(
      'backend-knows-the-contract-only',
      'The backend and the browser meet in the contract and nowhere else.',
      { path: '^services/backend/', pathNot: ['\\.test\\.ts$', '/testing/'] },
      {
        path: [
          '^src/(sync|hooks|views|flex|testing)/',
          '^(plugins|services/(local-twilio|demo-shop|launcher)|e2e|bench)/',
        ],
      },
    ),
    ...foldersOf('backend', 'services/backend', BACKEND_LAYERS),
    rule(
      'backend-layers-have-a-rule',
      'A folder that is not in the list of layers could import what it likes.',
      {
        path: '^services/backend/[^/]+/',
        pathNot: [...NOT_TESTS, ...Object.keys(BACKEND_LAYERS).map((layer) => `^services/backend/${layer}/`)],
      },
      { path: '^services/backend/' },
    ),
    rule(
      'database-only-in-store',
      'SQL and drivers stay in store/ so that the domain remains a pure function of events.',
      {
        path: '^services/backend/',
        pathNot: ['^services/backend/store/', '\\.test\\.ts$', '/testing/'],
      },
      { path: 'node_modules/(pg|@electric-sql/pglite|kysely)/' },
    ),
    rule(
      'twilio-only-in-twilio',
      'One importer of the twilio helper keeps its transport, retries and secrets in one folder.',
      {
        path: '^services/backend/',
        pathNot: ['^services/backend/twilio/', '\\.test\\.ts$', '/testing/'],
      },
      { path: 'node_modules/twilio/' },
    ),
    rule(
      'domain-is-pure',
      'The fold and the metrics are functions of values: no clock, no database, no network.',
      { path: '^services/backend/domain/', pathNot: '\\.test\\.ts$' },
      { pathNot: ['^services/backend/domain/', '^src/contract/', 'node_modules/(luxon|valibot|jsonc-parser|@types)'] },
    ),
    rule(
      'e2e-drives-processes-only',
      'A browser test that imports production code tests its own copy of the answer.',
      { path: '^e2e/' },
      { path: ['^src/(sync|hooks|views|flex|testing)/', '^(plugins|services|bench)/'], pathNot: SIMULATED_CUSTOMERS },
    ),
    rule(
      'bench-measures-browser-code-and-processes',
      'A benchmark of browser code runs that very code, with the wire in memory; a service is measured from outside, as a process.',
      { path: '^bench/' },
      { path: '^services/', pathNot: SIMULATED_CUSTOMERS },
    ),
    rule(
      'no-test-code-in-production',
      'Fakes and fixtures must not reach a bundle.',
      { path: '^(src|plugins|services)/', pathNot: ['\\.test\\.tsx?$', '/testing/'] },
      { path: ['\\.test\\.tsx?$', '/testing/'] },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/build/', '/public/', '^plugins/[^/]+/node_modules/'] },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.js', '.cjs', '.json'] },
  },
};
