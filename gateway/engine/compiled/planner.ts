import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { QueryPlan } from "@apollo/query-planner";
import { fail } from "../../../schema/errors";

/** What the planning thread is asked, one at a time. */
export interface PlanQuestion {
  readonly text: string;
  readonly operationName: string | undefined;
}

export type PlanAnswer = { readonly plan: QueryPlan } | { readonly refusal: string };

export interface Planner {
  /** @throws OPERATION_TOO_COMPLEX for one that the planner refuses or that takes too long, OVERLOADED when too many wait */
  plan(text: string, operationName: string | undefined): Promise<QueryPlan>;
  close(): Promise<void>;
}

export interface PlannerLimits {
  /** Milliseconds that one operation may be planned for. */
  readonly budget: number;
  /** Operations that may wait. */
  readonly waiting: number;
}

const LIMITS: PlannerLimits = { budget: 2_000, waiting: 200 };

interface Task extends PlanQuestion {
  readonly resolve: (plan: QueryPlan) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Plans in a thread of its own, so that no operation, however it is made, holds up the others. A plan over its budget ends with its
 * thread; the next one gets a new thread.
 */
export function createPlanner(sdl: string, limits: PlannerLimits = LIMITS): Planner {
  const queue: Task[] = [];
  let current: Task | undefined;
  let worker: Worker | undefined;
  let timer: NodeJS.Timeout | undefined;
  let ready = false;
  let closed = false;

  const start = (): Worker => {
    const started = new Worker(WORKER, { workerData: sdl, execArgv: HOOK });
    ready = false;
    started.unref();
    started.on("message", (answer: PlanAnswer | "ready") => {
      if (answer === "ready") {
        ready = true;
        if (current !== undefined) send(started, current);
      } else if ("plan" in answer) settle((task) => task.resolve(answer.plan));
      else settle((task) => task.reject(fail("OPERATION_TOO_COMPLEX", {}, new Error(answer.refusal))));
    });
    started.on("error", (cause) => {
      if (worker === started) worker = undefined;
      settle((task) => task.reject(fail("INTERNAL", {}, cause)));
    });
    return started;
  };

  const settle = (finish: (task: Task) => void) => {
    clearTimeout(timer);
    const done = current;
    current = undefined;
    if (done !== undefined) finish(done);
    next();
  };

  const next = () => {
    if (current !== undefined || closed) return;
    current = queue.shift();
    if (current === undefined) {
      worker?.unref();
      return;
    }
    worker ??= start();
    worker.ref();
    if (ready) send(worker, current);
  };

  const send = (to: Worker, { text, operationName }: Task) => {
    to.postMessage({ text, operationName } satisfies PlanQuestion);
    timer = setTimeout(giveUp, limits.budget);
  };

  const giveUp = () => {
    const stuck = worker;
    worker = undefined;
    stuck?.removeAllListeners();
    void stuck?.terminate();
    settle((task) => task.reject(fail("OPERATION_TOO_COMPLEX", {}, new Error(`no plan in ${limits.budget} ms`))));
  };

  // The thread reads the supergraph while the gateway does the rest of its start.
  worker = start();
  return {
    plan(text, operationName) {
      if (closed || queue.length >= limits.waiting) return Promise.reject(fail("OVERLOADED"));
      return new Promise((resolve, reject) => {
        queue.push({ text, operationName, resolve, reject });
        next();
      });
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      for (const task of [...(current === undefined ? [] : [current]), ...queue.splice(0)])
        task.reject(fail("DRAINING"));
      worker?.removeAllListeners();
      await worker?.terminate();
    },
  };
}

/** From source the thread needs what compiles TypeScript, as the process does that runs from source. */
const fromSource = __filename.endsWith(".ts");
const WORKER = join(__dirname, fromSource ? "plan-worker.ts" : "plan-worker.js");
const HOOK = fromSource ? ["-r", join(__dirname, "../../../start/register.cjs")] : [];
