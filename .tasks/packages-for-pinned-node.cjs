// npm leaves out an optional package, such as a compiled part for this system, that asks for a newer Node than the one npm
// runs on. Ours run on the pinned Node, so npm is to judge them by that one. Loaded into npm by set-up.
const { optionalDependencies } = require('../package.json');
const [version] = Object.values(optionalDependencies);

Object.defineProperty(process, 'version', { value: `v${version}` });
