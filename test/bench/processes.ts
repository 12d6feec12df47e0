import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";

const ROOT = join(__dirname, "..", "..");
const HOOK = ["-r", join(ROOT, "start/register.cjs")];

/** A process of the benchmark. */
export interface Bench {
  readonly process: ChildProcess;
  /** The first line that it printed and that fits. */
  readonly line: string;
  /** Milliseconds of CPU that the process has used, by the kernel's account. */
  cpu(): number;
  /** Bytes of resident memory at their highest. */
  peakMemory(): number;
  stop(): Promise<void>;
}

/** Starts a script and waits for a line of its output. */
export async function startProcess(
  script: string,
  args: readonly string[],
  options: { readonly until: RegExp; readonly variables?: Readonly<Record<string, string>>; readonly built?: boolean },
): Promise<Bench> {
  const started = spawn(process.execPath, [...(options.built ? [] : HOOK), join(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...process.env, ...options.variables },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let line = "";
  for await (const each of createInterface({ input: started.stdout })) {
    if (!options.until.test(each)) continue;
    line = each;
    break;
  }
  if (line === "") throw new Error(`${script} ended before it was ready`);
  started.stdout.resume();
  return {
    process: started,
    line,
    cpu: () => {
      // Fields 14 and 15 after the name in parentheses: user and system time in ticks of 10 ms.
      const fields = readFileSync(`/proc/${started.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) * 10;
    },
    peakMemory: () => {
      const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${started.pid}/status`, "utf8"))?.[1];
      return Number(kilobytes) * 1024;
    },
    async stop() {
      const ended = once(started, "exit");
      started.kill("SIGTERM");
      await ended;
    },
  };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
