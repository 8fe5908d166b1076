/** A terminal that was closed cannot be written to; that is no reason to stop halfway. */
export function outliveTerminal(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
}

// Known from the start: once the parent is gone, nothing tells that there was one.
const forked = process.send !== undefined;

/**
 * For a process that `main.ts` started: does `stop` once when asked to (SIGTERM) or when its parent has vanished, and
 * ends. Call it before anything is waited for. What hangs is cut off after a few seconds. Without a parent that listens, signals do the same.
 */
export function untilStopped(stop: () => Promise<void>): void {
  outliveTerminal();
  let stopping = false;
  const end = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), 6_000).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  process.on("disconnect", end);
  // A parent that vanished before anybody listened does not say so again.
  if (forked && !process.connected) end();
}

/** A setting that `main.ts` hands to its processes. Throws when it is absent: then the process was started by hand, and wrongly. */
export function setting(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set; start the product with npm start`);
  return value;
}
