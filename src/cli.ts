import { run } from "./cli-run.ts";
import { outliveTerminal } from "./supervised.ts";

// The command line as a process. With main.ts the only reader of the environment.
outliveTerminal();
// The exit code is set, not forced, so that everything that was written arrives.
process.exitCode = await run(process.argv.slice(2), process.env);
