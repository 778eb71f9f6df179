// The layers of the product. Each rule has a bad import in test/house/layers.test.ts that must fail it.

/** Features from left to right; each may import those of earlier rows, and nothing beside or after itself. */
const featureRows = [
  ['tenant'],
  ['account'],
  ['repository'],
  ['webhook', 'dev-info', 'identity'],
  ['smart-commit'],
  ['sync'],
  ['facade', 'panel'],
];
/** A package, whether it is installed or not. */
const npm = (...names) => names.flatMap((name) => [`(^|/)node_modules/${name}/`, `^${name}(/|$)`]).join('|');

const featureOrder = featureRows.flatMap((row, index) =>
  row.map((feature) => {
    const forbidden = featureRows
      .slice(index)
      .flat()
      .filter((other) => other !== feature);
    return {
      name: `features-left-to-right-${feature}`,
      comment: `${feature} may import only features left of it`,
      severity: 'error',
      from: { path: `^src/${feature}/` },
      to: { path: forbidden.length === 0 ? '^$' : `^src/(${forbidden.join('|')})/` },
    };
  }),
);

const only = (name, packages, where) => ({
  name,
  comment: `${packages.join(', ')}: only in ${where}`,
  severity: 'error',
  from: { path: '^src/', pathNot: where },
  to: { path: npm(...packages) },
});

export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'type imports count',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'lib-imports-nothing-of-ours',
      severity: 'error',
      from: { path: '^src/lib/' },
      to: { path: '^src/', pathNot: '^src/lib/' },
    },
    {
      name: 'db-imports-only-lib',
      severity: 'error',
      from: { path: '^src/db/' },
      to: { path: '^src/', pathNot: '^src/(db|lib)/' },
    },
    {
      name: 'gateways-import-only-lib-and-db',
      severity: 'error',
      from: { path: '^src/(gitlab|jira|queue)/' },
      to: { path: '^src/', pathNot: '^src/($1|lib|db)/' },
    },
    ...featureOrder,
    {
      name: 'features-know-only-the-type-of-context',
      comment: 'the commands of operators read the settings themselves',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/cli/' },
      to: { path: '^src/(context|config)[.]ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nobody-imports-the-top',
      comment: 'app, server, cli and the maps beside them are imported by one another alone',
      severity: 'error',
      from: { path: '^src/[^/]+/', pathNot: '^src/(cli|health)/' },
      to: {
        path: '^src/(app|server|serve|cli|tasks|create-context|prepare-database)[.]ts$|^src/(cli|health)/',
      },
    },
    {
      name: 'programs-are-imported-by-nobody',
      severity: 'error',
      from: {},
      to: { path: '^src/(server|cli)[.]ts$' },
    },
    only('sequelize-only-in-stores', ['sequelize'], '[.]store[.]ts$|^src/db/'),
    only(
      'express-only-at-the-edge',
      ['express', 'express-hbs', 'helmet'],
      '[.]routes[.]ts$|^src/app[.]ts$|^src/lib/http/',
    ),
    only('gitbeaker-only-in-gitlab', ['@gitbeaker/[^/]+'], '^src/gitlab/'),
    only(
      'ace-only-in-tenant-connect',
      ['atlassian-connect-express', '@cypress/request', 'request'],
      '^src/tenant/connect/',
    ),
    only('undici-only-in-lib-http', ['undici'], '^src/lib/http/'),
    only('graphile-worker-only-in-queue', ['graphile-worker'], '^src/queue/'),
    only('pg-only-in-db-and-queue', ['pg'], '^src/(db|queue)/'),
    only('umzug-only-in-db', ['umzug'], '^src/db/'),
    {
      name: 'no-tests-in-the-product',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|scripts)/' },
    },
    {
      name: 'no-development-dependency-in-the-product',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
