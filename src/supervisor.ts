import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** One process of the product: its name for people (Dutch) and its module. */
export type ProcessDefinition = readonly [name: string, modulePath: string];

const firstDelayMilliseconds = 200;
const longestDelayMilliseconds = 5_000;
const calmMilliseconds = 30_000;
const patienceMilliseconds = 8_000;

/** How processes are watched over. `begin` starts one in another way than by a fork of its own. */
export type Watch = {
  say: (text: string) => void;
  /** Called with the name of a process that does not start. */
  giveUp: (name: string) => void;
  /** How many starts may fail. */
  mostFailedStarts?: number;
  begin?: (modulePath: string, env: NodeJS.ProcessEnv) => ChildProcess;
};

const forked = (modulePath: string, env: NodeJS.ProcessEnv): ChildProcess =>
  fork(fileURLToPath(new URL(modulePath, import.meta.url)), {
    execArgv: ["--import", "tsx"],
    env,
    detached: true,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });

/**
 * Starts the processes and keeps them running: one that dies is started again, later and later when it keeps dying.
 * Until `settled` is called, a process that keeps dying is not going to work: then `giveUp` is called with its name.
 * They stand in groups of their own, so that Ctrl-C in the terminal reaches only us and we decide the order.
 */
export function supervise(
  definitions: readonly ProcessDefinition[],
  env: NodeJS.ProcessEnv,
  { say, giveUp, mostFailedStarts = 5, begin = forked }: Watch,
) {
  const running = new Map<string, ChildProcess>();
  const waiting = new Set<NodeJS.Timeout>();
  const state = { stopping: false, settled: false };

  const start = ([name, modulePath]: ProcessDefinition, delay: number, failures = 0): void => {
    const startedAt = performance.now();
    const child = begin(modulePath, env);
    running.set(name, child);
    child.once("exit", (code, signal) => {
      running.delete(name);
      if (state.stopping) return;
      if (!state.settled && failures + 1 >= mostFailedStarts) {
        giveUp(name);
        return;
      }
      const next = performance.now() - startedAt > calmMilliseconds ? firstDelayMilliseconds : delay;
      say(`Het onderdeel ${name} is gestopt (${signal ?? `code ${String(code)}`}). Wij starten het opnieuw.`);
      const timer = setTimeout(() => {
        waiting.delete(timer);
        start([name, modulePath], Math.min(next * 2, longestDelayMilliseconds), failures + 1);
      }, next);
      waiting.add(timer);
    });
  };
  for (const definition of definitions) start(definition, firstDelayMilliseconds);

  const stop = async (): Promise<void> => {
    state.stopping = true;
    for (const timer of waiting) clearTimeout(timer);
    await Promise.all([...running.values()].map(end));
  };
  return { stop, settled: () => void (state.settled = true) };
}

/** Asks a process to end, and ends it by force when it does not listen. */
const end = (child: ChildProcess) =>
  new Promise<void>((done) => {
    const force = setTimeout(() => child.kill("SIGKILL"), patienceMilliseconds);
    child.once("exit", () => {
      clearTimeout(force);
      done();
    });
    child.kill("SIGTERM");
  });
