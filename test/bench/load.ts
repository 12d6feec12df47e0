import { Pool } from "undici";

/** What a load did. */
export interface Measured {
  readonly requests: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
  readonly bytes: number;
}

export interface Load {
  readonly url: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly connections: number;
  /** Ends after so many requests, or so many milliseconds, whichever comes first. */
  readonly requests: number;
  readonly milliseconds: number;
}

/** Sends the same request over and over, each connection one at a time. @throws Error for an answer that is not the first one's equal */
export async function load({ url, body, headers, connections, requests, milliseconds }: Load): Promise<Measured> {
  const pool = new Pool(new URL(url).origin, { connections, pipelining: 1 });
  const times: number[] = [];
  let sent = 0;
  let expected: string | undefined;
  const started = performance.now();
  const one = async () => {
    while (sent < requests && performance.now() - started < milliseconds) {
      sent += 1;
      const begun = performance.now();
      const answer = await pool.request({
        path: "/graphql",
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body,
      });
      const text = await answer.body.text();
      times.push(performance.now() - begun);
      expected ??= text;
      if (answer.statusCode !== 200 || text !== expected || text.includes('"errors"')) {
        throw new Error(`an answer of ${answer.statusCode}: ${text.slice(0, 300)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: connections }, one));
  const seconds = (performance.now() - started) / 1000;
  await pool.close();
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { requests: times.length, seconds, p50: at(0.5), p99: at(0.99), bytes: Buffer.byteLength(expected ?? "") };
}
