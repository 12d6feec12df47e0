import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { ANONYMOUS, type Caller } from "../../../schema/caller";
import { agencyRole, type DossierRecord } from "../../../subgraphs/dossiers/dossier";
import { aDossier, callers, type RunningDossiers, runDossiers } from "./run-dossiers";

const LISTS = `query ($citizen: [_Any!]!) {
  dossiers(first: 100) { edges { node { id } } }
  _entities(representations: $citizen) { ... on Citizen { dossiers(first: 100) { edges { node { id } } } } }
}`;

const ONE = `query ($id: ID, $number: String, $key: [_Any!]!) {
  byId: dossier(id: $id) { id }
  byNumber: dossier(number: $number) { id }
  _entities(representations: $key) { ... on Dossier { id status summary history { actorAccount } } }
}`;

describe("who may see a dossier", () => {
  let run: RunningDossiers;
  const ofAnother = aDossier({
    number: "H26.5.1-260901-0001",
    owner: { citizen: "lan", organisation: null },
    submitter: "minh",
    receiving: agencyRole("H26.5.1"),
    helping: agencyRole("H57.2"),
    deciding: agencyRole("G01"),
  });
  const ofOrganisation = aDossier({
    number: "H38-260901-0001",
    owner: { citizen: null, organisation: { name: "Hợp tác xã thử", type: "4" } },
    submitter: "minh",
    receiving: agencyRole("H38"),
  });

  beforeAll(async () => {
    run = await runDossiers();
    await run.store.insert(ofAnother);
    await run.store.insert(ofOrganisation);
  });
  afterAll(() => run.close());

  /** Everything that a caller gets about one dossier, by each way to it. */
  const seen = async (caller: Caller, { id, number, owner }: DossierRecord) => {
    const key = [
      { __typename: "Dossier", id },
      { __typename: "Dossier", number },
    ];
    const one = await run.ask(caller, ONE, { id, number, key });
    const citizen = [{ __typename: "Citizen", id: owner.citizen ?? "nobody" }];
    const lists = await run.ask(caller, LISTS, { citizen });
    expect([one.errors, lists.errors]).toEqual([undefined, undefined]);
    return { one: JSON.parse(JSON.stringify(one.data)), lists: JSON.stringify(lists.data).includes(id) };
  };
  const nothing = { one: { byId: null, byNumber: null, _entities: [null, null] }, lists: false };

  test.each<[string, Caller]>([
    ["its owner", callers.citizen("lan")],
    ["its submitter", callers.citizen("minh")],
    ["an officer of the receiving agency", callers.officer("H26.5.1")],
    ["an officer of an agency above the receiving one", callers.officer("H26.5")],
    ["an officer of the province", callers.officer("H26")],
    ["an officer of the helping agency", callers.officer("H57.2")],
    ["an officer above the helping agency", callers.officer("H57")],
    ["a partner system of the deciding agency", callers.partner("G01")],
    ["an auditor with dossier:read", callers.auditor("dossier:read")],
    ["a service with dossier:read", callers.service("dossier:read")],
  ])("shows it to %s", async (_, caller) => {
    const answer = await seen(caller, ofAnother);
    expect(answer.one).toMatchObject({ byId: { id: ofAnother.id }, byNumber: { id: ofAnother.id } });
    expect(answer.one._entities).toMatchObject([{ id: ofAnother.id }, { id: ofAnother.id }]);
    expect(answer.lists).toBe(true);
  });

  test.each<[string, Caller]>([
    ["nobody", ANONYMOUS],
    ["another citizen", callers.citizen("hoa")],
    ["a citizen whose id begins like the owner's", callers.citizen("la")],
    ["an officer of another agency", callers.officer("H38")],
    ["an officer of a unit under the receiving agency", callers.officer("H26.5.1.7")],
    ["an officer of a sister unit", callers.officer("H26.5.2")],
    ["an agency whose code only begins alike", callers.officer("H2")],
    ["an agency whose code only begins alike, a level down", callers.officer("H26.5.1".slice(0, 6))],
    ["a partner of another agency", callers.partner("G02")],
    ["an officer without agency", { ...callers.officer("H26"), agency: null }],
    ["a citizen account that carries an agency", { ...callers.citizen("hoa"), agency: "H26" }],
    ["an auditor without scope", callers.auditor()],
    ["an auditor with another scope", callers.auditor("citizen:read")],
    ["a service without scope", callers.service()],
    ["an officer elsewhere who claims dossier:read", { ...callers.officer("H38"), scopes: ["dossier:read"] }],
  ])("shows nothing of it to %s, in no list either", async (_, caller) => {
    expect(await seen(caller, ofAnother)).toEqual(nothing);
  });

  test("answers for a dossier of somebody else exactly as for one that does not exist", async () => {
    const hoa = callers.citizen("hoa");
    const forbidden = await run.ask(hoa, ONE, {
      id: ofAnother.id,
      number: ofAnother.number,
      key: [{ __typename: "Dossier", id: ofAnother.id }],
    });
    const absent = await run.ask(hoa, ONE, {
      id: aDossier().id,
      number: "H26-260901-9999",
      key: [{ __typename: "Dossier", id: aDossier().id }],
    });
    expect(JSON.stringify(forbidden)).toBe(JSON.stringify(absent));
    const commands = await run.counting(() => run.ask(hoa, ONE, { id: ofAnother.id, number: "x", key: [] }));
    expect(await run.counting(() => run.ask(hoa, ONE, { id: aDossier().id, number: "x", key: [] }))).toEqual(commands);
  });

  test("shows a dossier of an organisation to the citizen who submitted it, without a citizen as owner", async () => {
    const source =
      "query ($id: ID) { dossier(id: $id) { owner { id } ownerOrganisation { name type } submitter { id } } }";
    const answer = await run.ask(callers.citizen("minh"), source, { id: ofOrganisation.id });
    expect(answer.data?.dossier).toEqual({
      owner: null,
      ownerOrganisation: { name: "Hợp tác xã thử", type: "4" },
      submitter: { id: "minh" },
    });
    expect(await seen(callers.citizen("lan"), ofOrganisation)).toEqual(nothing);
  });

  test("shows an account in the history to officers, and to citizens only their own", async () => {
    const source = "query ($id: ID) { dossier(id: $id) { history { seq actorRole actorAccount } } }";
    const id = (await run.store.insert(HISTORIC)) && HISTORIC.id;
    const accounts = async (caller: Caller) => {
      const answer = await run.ask(caller, source, { id });
      return JSON.stringify(answer.data);
    };
    expect(await accounts(callers.officer("H01"))).toContain("officer-7");
    expect(await accounts(callers.citizen("thu"))).not.toContain("officer-7");
    expect(await accounts(callers.citizen("thu"))).toContain('"actorAccount":"thu"');
  });

  test("lists as mine what I own or have submitted, whoever else may see it", async () => {
    const source = "query ($status: DossierStatus) { myDossiers(status: $status) { edges { node { id } } } }";
    const mine = async (caller: Caller, status?: string) =>
      JSON.stringify((await run.ask(caller, source, { status })).data?.myDossiers);
    expect(await mine(callers.citizen("minh"))).toContain(ofAnother.id);
    expect(await mine(callers.citizen("minh"))).toContain(ofOrganisation.id);
    expect(await mine(callers.citizen("lan"))).not.toContain(ofOrganisation.id);
    expect(await mine(callers.citizen("minh"), "FINISHED")).toBe('{"edges":[]}');
    expect(await mine(callers.officer("H26"))).toBe('{"edges":[]}');
    const anonymous = await run.ask(ANONYMOUS, source);
    expect(anonymous.errors?.map((error) => error.extensions.code)).toEqual(["UNAUTHENTICATED"]);
  });

  test("asks the store nothing for a caller who may see nothing", async () => {
    const commands = await run.counting(() => seen(ANONYMOUS, ofAnother));
    expect(commands).toEqual([]);
  });

  test("takes no operator in place of a key", async () => {
    const source =
      "query ($of: [_Any!]!) { _entities(representations: $of) { ... on Citizen { dossiers { edges { node { id } } } } } }";
    const of = [{ __typename: "Citizen", id: { $ne: null } }];
    const answer = await run.ask(callers.everything, source, { of });
    expect(JSON.stringify(answer.data)).not.toContain(ofAnother.id);
  });
});

const HISTORIC: DossierRecord = aDossier({
  submitter: "thu",
  owner: { citizen: "thu", organisation: null },
  receiving: agencyRole("H01"),
  history: [
    ...aDossier().history.map((event) => ({
      ...event,
      actor: { role: "citizen" as const, account: "thu", agency: null },
    })),
    ...aDossier().history.map((event) => ({
      ...event,
      seq: 2,
      actor: { role: "officer" as const, account: "officer-7", agency: "H01" },
    })),
  ],
});

describe("dossier(id, number)", () => {
  let run: RunningDossiers;
  beforeAll(async () => {
    run = await runDossiers();
  });
  afterAll(() => run.close());

  test.each(["", '(id: "a", number: "b")', "(id: null)"])("refuses the arguments %j", async (given) => {
    const answer = await run.ask(callers.everything, `{ dossier${given} { id } }`);
    expect(answer.errors?.map((error) => error.extensions.code)).toEqual(["BAD_USER_INPUT"]);
  });

  test("finds each of several dossiers without a number", async () => {
    const first = aDossier();
    const second = aDossier();
    expect(await run.store.insert(first)).toBe(true);
    expect(await run.store.insert(second)).toBe(true);
    const found = await run.store.byIds({ kind: "everything" }, [second.id, first.id]);
    expect([found.get(first.id), found.get(second.id)]).toEqual([first, second]);
  });

  test("has the store refuse a second dossier with the same official number", async () => {
    await run.store.insert(aDossier({ number: "H26-260901-0007" }));
    await expect(run.store.insert(aDossier({ number: "H26-260901-0007" }))).rejects.toThrow(/duplicate key/);
  });
});
