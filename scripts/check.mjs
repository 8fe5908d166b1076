// npm run check: the fast part. Types, lint, format, unused code, and the map of the house.
import { architecture, checks, runChecks } from "./steps.mjs";

const { passed, failed } = await runChecks([...checks, architecture]);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
