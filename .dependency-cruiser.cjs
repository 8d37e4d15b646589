// What each folder of src may import of ours; whatever is not listed fails. A folder may always import itself and packages.
const mayImport = {
  text: [],
  articles: [],
  store: [],
  locales: [],
  ingest: ['articles', 'text', 'store'],
  search: ['articles', 'text'],
  answer: ['articles', 'text', 'search'],
  chat: ['articles', 'answer', 'store', 'locales'],
  components: ['chat', 'locales'],
  discord: ['chat', 'components', 'locales'],
  ops: ['chat', 'components', 'locales'],
  web: ['chat', 'components', 'locales', 'ops'],
  terminal: ['chat', 'components', 'locales', 'articles', 'ingest'],
};

const outside = { dependencyTypesNot: ['local'] };

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  allowed: [
    { from: {}, to: outside },
    { from: {}, to: { path: '^src/(built|machine)\\.ts$' } },
    {
      from: {
        path: '^(src/(main|serve|compose|office|config|built|machine|backup|migrate|data-folder)\\.ts$|src/start\\.mjs$|test/)',
      },
      to: {},
    },
    // What can be imported and what became of it: types that both sides share.
    { from: { path: '^src/chat/' }, to: { path: '^src/ingest/contract\\.ts$' } },
    { from: { path: '^commands/' }, to: { path: '^(commands|src/chat|src/locales)/' } },
    ...Object.entries(mayImport).map(([folder, others]) => ({
      from: { path: `^src/${folder}/` },
      to: { path: `^src/(${[folder, ...others].join('|')})/` },
    })),
  ],
  allowedSeverity: 'error',
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'discord.js-in-discord-only',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/discord/' },
      to: { path: 'node_modules/(discord\\.js|@discordjs)/' },
    },
    {
      name: 'minisearch-in-search-only',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/search/' },
      to: { path: 'node_modules/minisearch/' },
    },
    {
      name: 'opensearch-in-its-folder-only',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/search/opensearch/' },
      to: { path: 'node_modules/@opensearch-project/' },
    },
    {
      name: 'pg-in-store-only',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/store/postgres/' },
      to: { path: 'node_modules/(@types/)?pg/' },
    },
    {
      name: 'environment-in-config-only',
      severity: 'error',
      from: { path: '^(src|commands)/', pathNot: '^src/config\\.ts$' },
      to: { path: 'node_modules/dotenv/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true, // type imports count
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
