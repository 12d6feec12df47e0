import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readPersonalNumber } from "../../../subgraphs/citizens/personal-number";
import { readCollection } from "../../../subgraphs/citizens/registry-message";
import { BIRTH_PROVINCE_CODES } from "../../../subgraphs/citizens/stand-in/province-codes";
import {
  FOREIGN_PREFIX,
  ODDITIES,
  STAND_IN_SEX_CODES,
  syntheticElders,
  syntheticPeople,
} from "../../../subgraphs/citizens/stand-in/synthetic-people";
import { qcvn102Alias } from "../../../subgraphs/kit";
import { caller, type RunningCitizens, runCitizens } from "./run-citizens";

/*
 * The traps of the domain reference, section 12, that touch a type of this subgraph; by their numbers there.
 */

const people = syntheticPeople(300);
/** A family is a husband, a wife and three children. */
const MEMBER = { husband: 0, wife: 1, child: 2 } as const;
const everything = ["citizen:read", "citizen:number", "citizen:contact"];
const officer = caller.officer(...everything);

let graph: RunningCitizens;
beforeAll(async () => {
  graph = await runCitizens({ POPULATION_REGISTRY_SEX_CODES: STAND_IN_SEX_CODES });
});
afterAll(() => graph.close());

const placeOf = (oddity: keyof typeof ODDITIES, member: keyof typeof MEMBER) => ODDITIES[oddity] * 5 + MEMBER[member];

async function citizen(id: string, fields: string, who = officer): Promise<unknown> {
  const answer = await graph.ask(who, `query ($id: ID!) { citizen(id: $id) { ${fields} } }`, { id });
  expect(answer.errors).toBeUndefined();
  return answer.data?.citizen;
}

async function lookUp(number: string | null | undefined, fields: string): Promise<unknown> {
  const source = `query ($number: String!) { citizenByPersonalNumber(number: $number) { ${fields} } }`;
  const answer = await graph.ask(officer, source, { number });
  expect(answer.errors).toBeUndefined();
  return answer.data?.citizenByPersonalNumber;
}

const GIVE = `mutation ($input: GiveConsentInput!) { giveConsent(input: $input) { consent { id agency purpose } errors { code field } } }`;
let used = 0;
const consent = (given: object) => ({
  purpose: "Cấp thẻ",
  content: "Họ và tên",
  scope: "Một hồ sơ",
  expectedVersion: 1,
  idempotencyKey: `a key of its own ${used++}`,
  ...given,
});

const message = (person: string, head = 'ThoiDiemDuLieu="20250701000000"') =>
  readCollection(
    Buffer.from(`<CongdanCollection xmlns="http://www.mic.gov.vn/dancu/1.0" ${head} SoCongDan="1"><CongDan>
      <SoDinhDanh>001084000001</SoDinhDanh>${person}</CongDan></CongdanCollection>`),
  );

describe("codes", () => {
  test("trap 1: a consent names an agency in either order of its code, and is kept in one", async () => {
    const who = caller.citizen(graph.ids[40] ?? "");
    const first = await graph.ask(who, GIVE, { input: consent({ agency: qcvn102Alias("G12.18") }) });
    expect(first.data?.giveConsent).toMatchObject({ consent: { agency: "G12.18" } });
    const again = await graph.ask(who, GIVE, { input: consent({ agency: "G12.18", expectedVersion: 2 }) });
    expect(again.data?.giveConsent).toMatchObject({ errors: [{ code: "OVERLAP" }] });
  });

  test("trap 2: numbers of provinces that were merged name their holders as before", async () => {
    const abolished = ["002", "008", "033", "035", "036", "046", "064", "070", "077", "096"];
    for (const place of abolished) {
      const person = syntheticPeople().find(({ personalNumber }) => personalNumber?.startsWith(place));
      expect(await lookUp(person?.personalNumber, "personalNumber")).toEqual({
        personalNumber: person?.personalNumber,
      });
    }
  });

  test("trap 4: neither the first digits of a number nor the code of a division is made an agency", async () => {
    const found = await citizen(
      graph.ids[0] ?? "",
      "permanentAddress { divisionCode } birthRegistration { divisionCode }",
    );
    expect(found).toEqual({
      permanentAddress: { divisionCode: people[0]?.permanentAddress?.divisionCode },
      birthRegistration: { divisionCode: people[0]?.birthRegistration?.divisionCode },
    });
    for (const agency of ["001", "01", "26"]) {
      const input = consent({ agency, expectedVersion: 1 });
      const answer = await graph.ask(caller.citizen(graph.ids[41] ?? ""), GIVE, { input });
      expect(answer.data?.giveConsent).toMatchObject({ errors: [{ code: "INVALID", field: "agency" }] });
    }
  });

  test.each(["01", "001", "00001"])(
    "trap 5: the code of a division of any level, such as %s, stays as written",
    (code) => {
      const address = `<ThuongTru><MaDonViHanhChinh>${code}</MaDonViHanhChinh></ThuongTru>`;
      expect(message(address).people[0]?.permanentAddress?.divisionCode).toBe(code);
    },
  );

  test("trap 9: codes are text, so that 0, 00 and 02 are three of them", () => {
    const [person] = message(
      "<GioiTinh>0</GioiTinh><DanToc><MaDanToc>02</MaDanToc></DanToc><NhomMau>00</NhomMau>",
    ).people;
    expect(person).toMatchObject({ sexCode: "0", ethnicity: { code: "02" }, bloodTypeCode: "00" });
  });
});

describe("texts and times", () => {
  test("trap 8: a time of data without a zone is Việt Nam's", () => {
    expect(message("", 'ThoiDiemDuLieu="20250701000000"').dataTime).toEqual(new Date("2025-06-30T17:00:00Z"));
    expect(message("", 'ThoiDiemDuLieu="2025-07-01T00:00:00Z"').dataTime).toEqual(new Date("2025-07-01T00:00:00Z"));
  });

  test("trap 9: a page of excuses with status 200 is an error of the registry and not an unknown person", async () => {
    graph.registry.setMode("garbage");
    const answer = await graph.ask(officer, `{ citizen(id: "${graph.ids[0]}") { fullName } }`);
    graph.registry.setMode("ok");
    expect(answer.errors?.[0]?.extensions.code).toBe("REGISTRY_BAD_RESPONSE");
  });

  test("trap 11: a name and a purpose are the same in either form of their letters", async () => {
    const name = `<HoVaTen><Ho>${"Đặng".normalize("NFD")}</Ho></HoVaTen>`;
    expect(message(name).people[0]?.name?.familyName).toBe("Đặng".normalize("NFC"));
    const who = caller.citizen(graph.ids[42] ?? "");
    await graph.ask(who, GIVE, { input: consent({ agency: "H57", purpose: "Hòa giải".normalize("NFD") }) });
    const again = consent({ agency: "H57", purpose: "Hòa giải".normalize("NFC"), expectedVersion: 2 });
    expect((await graph.ask(who, GIVE, { input: again })).data?.giveConsent).toMatchObject({
      errors: [{ code: "OVERLAP" }],
    });
  });
});

describe("people", () => {
  test("trap 17: somebody whose number begins with the code of a foreign country is found, and nothing is derived from it", async () => {
    const abroad = people[placeOf("registeredAbroad", "child")];
    expect(abroad?.personalNumber).toMatch(new RegExp(`^${FOREIGN_PREFIX}`));
    expect(BIRTH_PROVINCE_CODES).not.toContain(FOREIGN_PREFIX);
    const fields =
      "id personalNumber numberAgreesWithRecord numberDifferences birthRegistration { countryCode divisionCode }";
    expect(await lookUp(abroad?.personalNumber, fields)).toEqual({
      id: graph.ids[placeOf("registeredAbroad", "child")],
      personalNumber: abroad?.personalNumber,
      numberAgreesWithRecord: true,
      numberDifferences: [],
      birthRegistration: { countryCode: "ZZ", divisionCode: null },
    });
    expect(readPersonalNumber(abroad?.personalNumber ?? "")).not.toHaveProperty("province");
  });

  test("trap 17: somebody with the number of an old card only has an opaque id, a record and no personal number", async () => {
    const [elder] = syntheticElders();
    const fields =
      "id personalNumber formerNumber familyName numberAgreesWithRecord numberDifferences father { fullName } account { version }";
    const found = await lookUp(elder?.oldNumber, fields);
    const wanted = {
      id: expect.stringMatching(/^c1_[A-Za-z0-9_-]{22}$/),
      personalNumber: null,
      formerNumber: elder?.oldNumber,
      familyName: elder?.name?.familyName,
      numberAgreesWithRecord: null,
      numberDifferences: null,
      father: null,
      account: null,
    };
    expect(found).toEqual(wanted);
    const id = graph.store.ids.idOf(elder?.oldNumber ?? "");
    expect(await citizen(id, fields)).toEqual({ ...wanted, id });
    expect(await citizen(id, "familyName personalNumber formerNumber", caller.of("auditor", ...everything))).toEqual({
      familyName: elder?.name?.familyName,
      personalNumber: null,
      formerNumber: null,
    });
  });

  test("trap 17: an old card's number leads to the personal number of whoever has both, and an id by it stays good", async () => {
    const wife = people[1];
    expect(await lookUp(wife?.oldNumber, "id personalNumber formerNumber")).toEqual({
      id: graph.ids[1],
      personalNumber: wife?.personalNumber,
      formerNumber: wife?.oldNumber,
    });
    const before = graph.store.ids.idOf(wife?.oldNumber ?? "");
    expect(await citizen(before, "id personalNumber formerNumber")).toEqual({
      id: before,
      personalNumber: wife?.personalNumber,
      formerNumber: wife?.oldNumber,
    });
  });

  test("trap 17: a relative without a number is a name and how it is known, a relative with one is a citizen", async () => {
    const fields = "father { knownBy familyName citizen { id } } spouse { knownBy citizen { id } }";
    expect(await citizen(graph.ids[0] ?? "", fields)).toEqual({
      father: { knownBy: "OLD_NUMBER", familyName: people[0]?.father?.name?.familyName, citizen: null },
      spouse: { knownBy: "PERSONAL_NUMBER", citizen: { id: graph.ids[1] } },
    });
    expect(await citizen(graph.ids[1] ?? "", fields)).toEqual({
      father: { knownBy: "NAME", familyName: people[1]?.father?.name?.familyName, citizen: null },
      spouse: { knownBy: "PERSONAL_NUMBER", citizen: { id: graph.ids[0] } },
    });
    const withoutParents = await citizen(
      graph.store.ids.idOf(syntheticElders()[0]?.oldNumber ?? ""),
      "father { knownBy }",
    );
    expect(withoutParents).toEqual({ father: null });
  });

  test("trap 18: a sex and a birth year that were corrected are warnings, and the record counts", async () => {
    const fields = "sex dateOfBirth { year } numberAgreesWithRecord numberDifferences";
    const wife = placeOf("correctedSex", "wife");
    expect(readPersonalNumber(people[wife]?.personalNumber ?? "")?.sex).toBe("FEMALE");
    expect(await citizen(graph.ids[wife] ?? "", fields)).toMatchObject({
      sex: "MALE",
      numberAgreesWithRecord: false,
      numberDifferences: ["SEX"],
    });
    const child = placeOf("correctedBirthYear", "child");
    const year = people[child]?.birthDate?.year;
    expect(await citizen(graph.ids[child] ?? "", fields)).toMatchObject({
      dateOfBirth: { year },
      numberAgreesWithRecord: false,
      numberDifferences: ["BIRTH_YEAR"],
    });
    expect(readPersonalNumber(people[child]?.personalNumber ?? "")?.birthYear).toBe((year ?? 0) + 1);
    expect(await lookUp(people[wife]?.personalNumber, "id")).toEqual({ id: graph.ids[wife] });
  });

  test("trap 18: a citizen whose number disagrees with the record does everything that others do", async () => {
    const who = caller.citizen(graph.ids[placeOf("correctedSex", "wife")] ?? "");
    const answer = await graph.ask(who, GIVE, { input: consent({ agency: "H26" }) });
    expect(answer.data?.giveConsent).toMatchObject({ consent: { agency: "H26" }, errors: [] });
  });

  test("trap 22: an auditor, whatever scopes the token has, sees neither numbers nor contact data, and finds nobody by number", async () => {
    const auditor = caller.of("auditor", ...everything);
    const fields = "fullName personalNumber formerNumber account { vneidLevel email phone contactChangedAt }";
    expect(await citizen(graph.ids[0] ?? "", fields, auditor)).toEqual({
      fullName: expect.stringContaining("Tổng Hợp"),
      personalNumber: null,
      formerNumber: null,
      account: { vneidLevel: 2, email: null, phone: null, contactChangedAt: null },
    });
    const source = "query ($number: String!) { citizenByPersonalNumber(number: $number) { id } }";
    const answer = await graph.ask(auditor, source, { number: people[0]?.personalNumber });
    expect(answer).toEqual({ data: { citizenByPersonalNumber: null } });
  });

  test("trap 23: whoever is made up says so, and nobody else does", async () => {
    expect(await citizen(graph.ids[0] ?? "", "synthetic")).toEqual({ synthetic: true });
    expect(message("").note).toBeNull();
  });
});
