import type { Log } from "./log";

/** Work that a part does by itself, again and again, while it runs. Tests call `run`; the house calls `start`. */
export interface Job {
  readonly name: string;
  /** Runs once and reports failure to the caller. Runs of one job never overlap: a call during one waits and runs after it. */
  run(): Promise<void>;
  /** Says that there is something to do now: runs soon, when the job has been started. */
  wake(): void;
  start(log: Log): void;
  /** Lets a run in progress end, then stops. Its signal is aborted. */
  stop(): Promise<void>;
}

export interface JobOptions {
  readonly name: string;
  /** Milliseconds between the end of a run and the next. */
  readonly every: number;
  run(signal: AbortSignal): Promise<unknown>;
}

/** Makes a job of a function. A run that fails is logged and tried again at the next turn. */
export function createJob(options: JobOptions): Job {
  const stopped = new AbortController();
  let log: Log | null = null;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  let awake = false;

  const run = () => {
    const next = last
      .catch(() => undefined)
      .then(async () => {
        if (!stopped.signal.aborted) await options.run(stopped.signal);
      });
    last = next;
    return next;
  };
  const turn = () => {
    awake = false;
    void run()
      .catch((error: unknown) => log?.warn({ err: error, job: options.name }, "a job failed; it is tried again"))
      .finally(() => schedule(awake ? 0 : options.every));
  };
  const schedule = (delay: number) => {
    clearTimeout(timer);
    if (stopped.signal.aborted) return;
    timer = setTimeout(turn, delay);
    timer.unref();
  };

  return {
    name: options.name,
    run,
    wake() {
      if (log === null || awake) return;
      awake = true;
      schedule(0);
    },
    start(to) {
      log = to;
      schedule(0);
    },
    async stop() {
      stopped.abort();
      clearTimeout(timer);
      await last.catch(() => undefined);
    },
  };
}
