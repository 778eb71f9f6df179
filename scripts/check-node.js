// The first step of every script: says in one line what to do where the Node.js found cannot run TypeScript.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  console.error(
    `Node.js 24 or newer is needed, this is ${process.versions.node}. Run "npm ci": it brings Node.js 24 with it; then use "npm run …" or "npm start", which find it.`,
  );
  process.exit(1);
}
