import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { syntheticCitizenIds } from "../../../subgraphs/citizens";
import { type Change, type Command, changeAccount } from "../../../subgraphs/citizens/account-service";
import { type RunningCitizens, runCitizens } from "./run-citizens";

const KILLS = 6;
const WRITERS = 6;
const CHANGES_PER_LIFE = 40;

let graph: RunningCitizens;
beforeAll(async () => {
  graph = await runCitizens();
});
afterAll(() => graph.close());

async function processOfStore(): Promise<number> {
  const connection = await graph.environment.mongo("citizens");
  const status = await connection.db?.admin().command({ serverStatus: 1 });
  return Number(status?.pid);
}

/** A change that says which one it is. Every third one withdraws the consent that the one before gave. */
function changeOf(number: number, consents: number): Change {
  if (number % 3 === 2) return { kind: "withdraw", consentId: String(consents) };
  if (number % 3 === 1) return { kind: "give", purpose: `p${number}`, content: "c", scope: "s", agency: "H26" };
  return { kind: "contact", email: `change-${number}@example.invalid` };
}

/**
 * Changes one account again and again until the life is over, each change repeated under its key until it is acknowledged, over
 * all the deaths of the store. Returns how many were acknowledged.
 */
async function write(citizen: string, life: Life): Promise<number> {
  const number = graph.store.ids.numberOf(citizen) ?? "";
  let consents = 0;
  let version = 0;
  for (; !life.over; version += 1) {
    const change = changeOf(version, consents);
    const idempotencyKey = `change ${version} of one writer`;
    const command: Command = { citizen, number, vneidLevel: 2, idempotencyKey, expectedVersion: version, change };
    const outcome = await untilAcknowledged(() => changeAccount(graph.store, command, new Date()));
    // A change that was carried out before its store died must not be refused when it is repeated.
    if ("refusals" in outcome) throw new Error(`${idempotencyKey}: ${JSON.stringify(outcome)}`);
    if (outcome.account.version !== version + 1) throw new Error(`${idempotencyKey}: ${outcome.account.version}`);
    consents = outcome.account.consents.length;
    life.told();
  }
  return version;
}

interface Life {
  over: boolean;
  told(): void;
}

async function untilAcknowledged<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const answer = await ask().catch(() => null);
    if (answer !== null) return answer;
    await delay(5);
  }
}

test("kill -9 under load loses no acknowledged change of an account and carries none out twice", async () => {
  let total = 0;
  let enough = (): void => undefined;
  const told = () => {
    total += 1;
    if (total % CHANGES_PER_LIFE === 0) enough();
  };
  const life: Life = { over: false, told };
  const ids = syntheticCitizenIds(300).slice(290, 290 + WRITERS);
  const writers = ids.map((id) => write(id, life));
  const failed = Promise.race(writers);
  for (let kill = 0; kill < KILLS; kill += 1) {
    const busy = new Promise<void>((settle) => {
      enough = settle;
    });
    await Promise.race([busy, failed]);
    const pid = await processOfStore();
    process.kill(pid, "SIGKILL");
  }
  life.over = true;
  const versions = await Promise.all(writers);
  const accounts = await graph.store.accounts(ids);
  expect(accounts.map((account) => account?.version)).toEqual(versions);
  for (const account of accounts) {
    const version = account?.version ?? 0;
    expect(account?.consents).toHaveLength(Math.floor((version + 1) / 3));
    expect(account?.consents.filter(({ withdrawnAt }) => withdrawnAt !== null)).toHaveLength(Math.floor(version / 3));
    expect(account?.email).toBe(`change-${Math.floor((version - 1) / 3) * 3}@example.invalid`);
    expect(new Set(account?.commands.map(({ key }) => key)).size).toBe(Math.min(version, 100));
  }
  expect(total).toBeGreaterThanOrEqual(KILLS * CHANGES_PER_LIFE);
}, 180_000);
