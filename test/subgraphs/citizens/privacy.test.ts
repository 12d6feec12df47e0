import { generateKeyPairSync } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { getIntrospectionQuery } from "graphql";
import { CALLER_HEADER, type Caller, publicKeyOf, seal } from "../../../schema/caller";
import { citizens } from "../../../subgraphs/citizens";
import { syntheticElders, syntheticPeople } from "../../../subgraphs/citizens/stand-in/synthetic-people";
import { createLog, type Service, serve } from "../../../subgraphs/kit";
import { caller, type RunningCitizens, runCitizens } from "./run-citizens";

/*
 * Everything that this subgraph writes is collected while all its operations run, good and bad, and searched for the numbers of the
 * people. Its log is a plain one, without the kit's net that blackens digits.
 */

const people = syntheticPeople();
/** Of everybody, and of nobody: what a client pastes need not be right. */
const NUMBERS = new Set([...people.map((person) => person.personalNumber ?? ""), "001084000001"]);
const OLD_NUMBERS = new Set([...people, ...syntheticElders()].flatMap((person) => person.oldNumber ?? []));
const SCOPES = ["citizen:read", "citizen:number", "citizen:contact"];

const { privateKey } = generateKeyPairSync("ed25519");
/** What went over the wire: by whom it was sent. */
const wire = { registryHeads: [] as string[], answers: [] as { who: string; text: string }[] };

let graph: RunningCitizens;
let service: Service;
let closeSpy: () => Promise<void>;
beforeAll(async () => {
  graph = await runCitizens({}, async (registry) => {
    const spy = await spyBefore(registry);
    closeSpy = spy.close;
    return spy.url;
  });
  service = await serve(citizens, graph.running, {
    gatewayKeys: [publicKeyOf(privateKey)],
    environment: graph.environment,
    log: graph.log,
    port: 0,
  });
  await runEverything();
}, 180_000);
afterAll(async () => {
  await service.close();
  await graph.close();
  await closeSpy();
});

/** Stands before the registry and notes the first line and headers of every request. */
async function spyBefore(target: string) {
  const server = createServer(async (request, response) => {
    wire.registryHeads.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const answer = await fetch(target, {
      method: "POST",
      headers: { "content-type": "application/xml" },
      body: Buffer.concat(chunks),
    }).catch(() => null);
    response.writeHead(answer?.status ?? 502, { "content-type": answer?.headers.get("content-type") ?? "text/plain" });
    response.end(answer === null ? "" : Buffer.from(await answer.arrayBuffer()));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${new URL(target).pathname}`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function post(who: Caller, body: string, url = service.url): Promise<string> {
  const answer = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      [CALLER_HEADER]: seal(who, { audience: "citizens", key: privateKey, now: Math.floor(Date.now() / 1000) }),
    },
    body,
  });
  const text = await answer.text();
  wire.answers.push({ who: who.role, text });
  return text;
}

const CITIZEN = `id fullName familyName middleName givenName dateOfBirth { year month day text } sexCode sex numberAgreesWithRecord numberDifferences
  ethnicity { code name } religion { code name } maritalStatusCode bloodTypeCode permanentAddress { divisionCode detail countryCode }
  currentAddress { detail } hometown { detail } birthRegistration { detail } father { knownBy fullName nationality citizen { id fullName } }
  mother { knownBy fullName familyName middleName givenName citizen { id } } spouse { fullName } dataTime synthetic
  account { version vneidLevel email phone contactChangedAt consents { id purpose content scope agency recipient { code } givenAt withdrawnAt inForce } }`;
const CONSENT =
  "{ consent { id } account { version email phone consents { id purpose } } errors { code field message } }";
const OPERATIONS = {
  me: `{ me { ${CITIZEN} } }`,
  citizen: `query ($id: ID!) { citizen(id: $id) { ${CITIZEN} } }`,
  lookUp: `query ($number: String!) { citizenByPersonalNumber(number: $number) { ${CITIZEN} } }`,
  entities: `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { ${CITIZEN} } } }`,
  update: `mutation ($input: UpdateContactInput!) { updateContact(input: $input) ${CONSENT.replace("consent { id }", "")} }`,
  give: `mutation ($input: GiveConsentInput!) { giveConsent(input: $input) ${CONSENT} }`,
  withdraw: `mutation ($input: WithdrawConsentInput!) { withdrawConsent(input: $input) ${CONSENT} }`,
};

/** What is asked for as it should be. */
async function runGood(who: Caller, place: number): Promise<void> {
  const id = graph.ids[place] ?? "";
  const ask = (query: string, variables: object) => post(who, JSON.stringify({ query, variables }));
  await ask(OPERATIONS.me, {});
  await ask(OPERATIONS.citizen, { id });
  await ask(OPERATIONS.lookUp, { number: people[place]?.personalNumber });
  await ask(OPERATIONS.lookUp, { number: people[0]?.oldNumber });
  await ask(OPERATIONS.lookUp, { number: syntheticElders()[0]?.oldNumber });
  await ask(OPERATIONS.entities, { of: graph.ids.slice(0, 20).map((each) => ({ __typename: "Citizen", id: each })) });
  const key = (what: string) => ({ idempotencyKey: `${what} of ${who.role}` });
  const contact = { email: "an@example.invalid", phone: "+999 0000 0001" };
  await ask(OPERATIONS.update, { input: { ...contact, expectedVersion: 1, ...key("contact") } });
  const consent = { purpose: "Cấp thẻ", content: "Họ và tên", scope: "Một hồ sơ", agency: "H26" };
  await ask(OPERATIONS.give, { input: { ...consent, expectedVersion: 2, ...key("consent") } });
  await ask(OPERATIONS.withdraw, { input: { consentId: "1", expectedVersion: 3, ...key("withdrawal") } });
}

/** A number, in every place where a client can put one; in text, as a number, and in the operation itself. */
async function runBad(who: Caller, number: string): Promise<void> {
  const asText = JSON.stringify(number);
  const bodies: object[] = [
    { query: OPERATIONS.citizen, variables: { id: number } },
    { query: OPERATIONS.citizen, variables: { id: Number(number) } },
    { query: OPERATIONS.citizen, variables: { id: `c1_${number}` } },
    { query: OPERATIONS.lookUp, variables: { number: `${number} ` } },
    { query: OPERATIONS.lookUp, variables: { number: Number(`9${number}`) } },
    { query: OPERATIONS.lookUp, variables: { number: [number] } },
    { query: OPERATIONS.lookUp, variables: { [`n${number}`]: number } },
    { query: OPERATIONS.entities, variables: { of: [{ __typename: "Citizen", id: number }] } },
    { query: OPERATIONS.entities, variables: { of: [{ __typename: "Citizen", personalNumber: number }] } },
    { query: OPERATIONS.entities, variables: { of: [number] } },
    { query: `{ citizen(id: ${asText}) { id } }` },
    { query: `{ citizen(id: 9${number}) { id } }` },
    { query: `{ citizenByPersonalNumber(number: ${asText}) { id } }` },
    { query: `query ($n: String! = ${asText}) { citizenByPersonalNumber(number: $n) { id } }` },
    { query: `query C${number} { n${number}: me { id } }`, operationName: `C${number}` },
    { query: OPERATIONS.me, operationName: number },
    { query: `{ me { account { consents(agency: ${asText}) { id } } } }` },
    { query: OPERATIONS.me, extensions: { [number]: number } },
  ];
  await Promise.all(bodies.map((body) => post(who, JSON.stringify(body))));
  const change = async ({ query, input }: { query: string; input: object }) => {
    // Of the version that is stored: nothing but what it holds may be a reason to refuse it.
    const [account] = who.role === "citizen" ? await graph.store.accounts([who.subject ?? ""]) : [];
    const body = { query, variables: { input: { expectedVersion: account?.version ?? 0, ...input } } };
    await post(who, JSON.stringify(body));
  };
  const changes = badChanges(number);
  if (who.role !== "citizen") await Promise.all(changes.map(change));
  else for (const one of changes) await change(one);
  await post(who, `{"query": "{ me { id } } ${number}", `);
  await post(who, number);
  await fetch(`${service.url}/graphql/${number}?number=${number}`, { method: "POST", body: number });
  await fetch(`${service.url}/graphql?query=${number}`, { headers: { [CALLER_HEADER]: number, "x-request-id": "r" } });
}

/** Changes with a number in every member, written in every way; those with one as the key are good but for it. */
function badChanges(number: string): readonly { query: string; input: object }[] {
  const spaced = `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`;
  const good = {
    update: { email: "b@example.invalid", phone: null },
    give: { purpose: "p", content: "c", scope: "s", agency: "H26" },
    withdraw: { consentId: "2" },
  };
  return (["give", "withdraw", "update"] as const).flatMap((name) => {
    const members: Readonly<Record<string, unknown>> = good[name];
    const values = [
      number,
      spaced,
      `số ${number}`,
      Number(number),
      [number],
      `x${number}@example.invalid`,
      `+${number}`,
    ];
    const wrong = Object.keys(members).flatMap((field) =>
      values.map((value, place) => ({ ...members, [field]: value, idempotencyKey: `${place} ${field} ${number}` })),
    );
    const inputs = [
      ...wrong,
      { ...members, idempotencyKey: `${name} ${number}` },
      { ...members, idempotencyKey: Number(number) },
      { ...members, idempotencyKey: `${name} once more`, expectedVersion: Number(number) },
      { ...members, idempotencyKey: `${name} again`, [`x${number}`]: number },
    ];
    return inputs.map((input) => ({ query: OPERATIONS[name], input }));
  });
}

/** Callers without the right to numbers. */
const without = (id: string): readonly Caller[] => [
  caller.anonymous,
  { ...caller.citizen(id) },
  caller.officer("citizen:read", "citizen:contact"),
  caller.of("auditor", ...SCOPES),
  caller.of("partner", "citizen:read"),
];

async function runEverything(): Promise<void> {
  const place = 2;
  const id = graph.ids[place] ?? "";
  await post(caller.anonymous, JSON.stringify({ query: getIntrospectionQuery() }));
  for (const who of [caller.officer(...SCOPES), caller.of("service", ...SCOPES), ...without(id)]) {
    await runGood(who, place);
    // The own number of the one citizen among them, and for officers also a number of somebody else and of nobody.
    const others = who.role === "officer" ? [people[0]?.personalNumber ?? "", "001084000001"] : [];
    for (const number of [people[place]?.personalNumber ?? "", ...others]) await runBad(who, number);
  }
  for (const mode of ["garbage", "error", "wrong-people"] as const) {
    graph.registry.setMode(mode);
    for (const who of [caller.officer(...SCOPES), caller.citizen(id)]) await runGood(who, place);
  }
  graph.registry.setMode("ok");
}

/** The numbers that a text holds, each said by its first digits only: a failing test writes to a log, too. */
function found(text: string, numbers: ReadonlySet<string> = NUMBERS): string[] {
  const length = numbers === OLD_NUMBERS ? 9 : 12;
  const held: string[] = [];
  for (const [run] of text.matchAll(/\d+/g)) {
    for (let at = 0; at + length <= run.length; at += 1) {
      if (numbers.has(run.slice(at, at + length))) held.push(`${run.slice(at, at + 4)}…`);
    }
  }
  return held;
}

/** Spaces and separators taken out, so that a number that was written in groups is found as well. */
const joined = (text: string) => text.replace(/(?<=\d)[ .\u00a0-](?=\d)/g, "");

describe("after every operation, good and bad", () => {
  test("the search finds a number where there is one", () => {
    expect(found(`x${people[5]?.personalNumber}1`)).toHaveLength(1);
    expect(found(joined(`001 084 000 001`))).toHaveLength(1);
    expect(found("001084000002")).toEqual([]);
  });

  test("no log line holds a number, at trace level and without a net", () => {
    expect(graph.lines.length).toBeGreaterThan(5);
    expect(graph.lines.flatMap((line) => found(joined(line)))).toEqual([]);
    expect(graph.lines.flatMap((line) => found(line, OLD_NUMBERS))).toEqual([]);
  });

  test("the log of the kit blackens what a library says of a type that does not exist", async () => {
    const lines: string[] = [];
    const number = people[0]?.personalNumber ?? "";
    const log = createLog("citizens", { level: "trace", destination: { write: (line) => lines.push(line) } });
    const keys = { gatewayKeys: [publicKeyOf(privateKey)], environment: graph.environment };
    const other = await serve(citizens, graph.running, { ...keys, log, port: 0 });
    const of = [{ __typename: number, id: number }];
    const body = JSON.stringify({ query: OPERATIONS.entities, variables: { of } });
    const answer = await post(caller.officer(...SCOPES), body, other.url);
    await other.close();
    expect(lines.join()).toContain("resolver failed");
    expect([...found(lines.join()), ...found(answer)]).toEqual([]);
  });

  test("no document holds a number: nothing names a person but the opaque id", async () => {
    const accounts = await graph.store.accounts(graph.ids);
    const changed = accounts.filter((account) => (account?.version ?? 0) > 1);
    expect(changed).toHaveLength(1);
    // By the good run, and by changes of which only the key was a number.
    expect(changed[0]?.commands.length).toBeGreaterThanOrEqual(4);
    expect(changed[0]).toMatchObject({ email: "b@example.invalid", consents: [{}, { id: "2" }, { id: "3" }] });
    expect(found(joined(JSON.stringify(accounts)))).toEqual([]);
    expect(found(JSON.stringify(accounts), OLD_NUMBERS)).toEqual([]);
  });

  test("no file of the store holds a number, whatever was ever written to it", async () => {
    let written = "";
    for (const entry of await readdir(graph.folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const text = (await readFile(join(entry.parentPath, entry.name))).toString("latin1");
      written += text;
      expect([entry.name, found(text)]).toEqual([entry.name, []]);
    }
    for (const part of ["an@example.invalid", "+99900000001", "Cấp thẻ", graph.ids[2] ?? ""])
      expect(written).toContain(Buffer.from(part).toString("latin1"));
  });

  test("no address, method or header of a question to the registry holds a number", () => {
    expect(wire.registryHeads.length).toBeGreaterThan(20);
    expect(new Set(wire.registryHeads.map((head) => head.split(" ").slice(0, 2).join(" ")))).toEqual(
      new Set(["POST /qcvn109"]),
    );
    expect(wire.registryHeads.flatMap((head) => [...found(head), ...found(head, OLD_NUMBERS)])).toEqual([]);
  });

  test("no answer holds a number, neither as data nor as a key nor in the words of an error", () => {
    expect(wire.answers.length).toBeGreaterThan(500);
    const data = wire.answers.map(({ text }) => withoutReasons(text));
    expect(data.flatMap((text) => [...found(joined(text)), ...found(text, OLD_NUMBERS)])).toEqual([]);
  });

  test("every id in an answer is an opaque one", () => {
    const ids = wire.answers.flatMap(({ text }) => [...text.matchAll(/"id":"([^"]{3,})"/g)].map(([, id]) => id ?? ""));
    expect(ids.length).toBeGreaterThan(200);
    expect(ids.filter((id) => !/^c1_[A-Za-z0-9_-]{22}$/.test(id))).toEqual([]);
  });
});

/**
 * The reason of a validation error and the path of any error repeat words of the operation to the one who wrote it: a name that
 * the client itself chose for a field, and a value in the place where it stood.
 */
function withoutReasons(text: string): string {
  return text.replace(/"(reason|path)":("(?:[^"\\]|\\.)*"|\[[^\]]*\])/g, '"$1":null').replace(/"nC?\d{12}":/g, "");
}
