import { describe, expect, test } from "@jest/globals";
import { createJob, createLog } from "../../../subgraphs/kit";

const quiet = createLog("test", { level: "silent" });

/** A job whose runs end when the test says so. */
function heldJob(every = 1_000_000) {
  const begun: (() => void)[] = [];
  let runs = 0;
  let atOnce = 0;
  let most = 0;
  const waiting: ((begun: () => void) => void)[] = [];
  const job = createJob({
    name: "held",
    every,
    async run() {
      runs += 1;
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise<void>((resolve) => {
        const next = waiting.shift();
        if (next === undefined) begun.push(resolve);
        else next(resolve);
      });
      atOnce -= 1;
    },
  });
  /** Resolves with what ends the run that begins next, or has begun. */
  const nextRun = () =>
    new Promise<() => void>((resolve) => {
      const end = begun.shift();
      if (end === undefined) waiting.push(resolve);
      else resolve(end);
    });
  return { job, nextRun, runs: () => runs, most: () => most };
}

describe("a job", () => {
  test("never overlaps itself: a second call runs after the first", async () => {
    const { job, nextRun, runs, most } = heldJob();
    const both = [job.run(), job.run()];
    (await nextRun())();
    (await nextRun())();
    await Promise.all(both);
    expect([runs(), most()]).toEqual([2, 1]);
  });

  test("runs once it is started, and again when it is woken, long before its turn", async () => {
    const { job, nextRun, runs } = heldJob();
    job.start(quiet);
    (await nextRun())();
    job.wake();
    (await nextRun())();
    expect(runs()).toBe(2);
    await job.stop();
  });

  test("that is woken during a run runs again after it", async () => {
    const { job, nextRun, runs, most } = heldJob();
    job.start(quiet);
    const end = await nextRun();
    job.wake();
    end();
    (await nextRun())();
    await job.stop();
    expect([runs(), most()]).toEqual([2, 1]);
  });

  test("does nothing when it is woken without having been started", async () => {
    const { job, runs } = heldJob();
    job.wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect(runs()).toBe(0);
  });

  test("tells a failure to who called it and goes on afterwards", async () => {
    let broken = true;
    const job = createJob({
      name: "fragile",
      every: 1_000_000,
      run: async () => {
        if (broken) throw new Error("out of order");
      },
    });
    await expect(job.run()).rejects.toThrow("out of order");
    broken = false;
    await expect(job.run()).resolves.toBeUndefined();
  });

  test("that fails at its turn is logged and keeps its turns", async () => {
    const lines: string[] = [];
    const log = createLog("test", { destination: { write: (line) => void lines.push(line) } });
    let runs = 0;
    const twice = new Promise<void>((resolve) => {
      const job = createJob({
        name: "fragile",
        every: 1,
        run: async () => {
          runs += 1;
          if (runs === 2) {
            resolve();
            void job.stop();
          }
          throw new Error("out of order");
        },
      });
      job.start(log);
    });
    await twice;
    expect(lines[0]).toContain("fragile");
  });

  test("is told to stop during a run, may end it, and does not run again", async () => {
    let seen: AbortSignal | undefined;
    let runs = 0;
    const job = createJob({
      name: "long",
      every: 1,
      run: (signal) => {
        runs += 1;
        seen = signal;
        return new Promise((resolve) => signal.addEventListener("abort", resolve));
      },
    });
    const running = job.run();
    await new Promise((resolve) => setImmediate(resolve));
    await job.stop();
    await running;
    await job.run();
    expect([seen?.aborted, runs]).toEqual([true, 1]);
  });
});
