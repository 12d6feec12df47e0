import { generateKeyPairSync } from "node:crypto";
import { beforeAll, describe, expect, test } from "@jest/globals";
import { parse, validate } from "graphql";
import { dossiers } from "../../../../subgraphs/dossiers";
import {
  RESULT_QUERY,
  readCertificates,
  signCommand,
  signResult,
  verifyCommand,
} from "../../../../subgraphs/dossiers/signature";
import { threeLevels } from "./make-certificates";

const document = Buffer.from("Giấy khai sinh (mẫu thử)");
const NUMBER = "H26-260901-0001";
const now = new Date("2026-10-01T00:00:00Z");

let good: Awaited<ReturnType<typeof threeLevels>>;
let signed: string;
beforeAll(async () => {
  good = await threeLevels("H26");
  const signedAt = new Date("2026-09-03T02:00:00Z");
  signed = signCommand({
    agency: "H26",
    number: NUMBER,
    name: "Giấy khai sinh",
    document,
    signedAt,
    signer: good.signer,
  });
});

/** RESULT.json with the result that was signed, changed as told. */
const saved = (changes: object = {}, result: object = {}) => ({
  number: NUMBER,
  filedAt: "2026-09-01T00:00:00Z",
  decidingAgency: { code: "H26" },
  receivingAgency: { code: "H26.7" },
  results: [{ ...JSON.parse(signed), ...result }],
  ...changes,
});
const report = (content: unknown, file: Uint8Array = document, roots = [good.root.pem]) =>
  verifyCommand({
    document: file,
    result: typeof content === "string" ? content : JSON.stringify(content),
    roots,
    now,
  });

describe("npm run sign", () => {
  test("prints what finishDossier takes as a result", () => {
    expect(JSON.parse(signed)).toEqual({
      name: "Giấy khai sinh",
      documentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      algorithm: "ECDSA-P256-SHA256",
      signature: expect.any(String),
      certificates: good.signer.certificates,
      signedAt: "2026-09-03T02:00:00.000Z",
      url: null,
    });
    const source = "mutation ($input: FinishDossierInput!) { finishDossier(input: $input) { errors { code } } }";
    expect(validate(dossiers.schema(), parse(source))).toEqual([]);
    const input = dossiers.schema().getType("DossierResultInput");
    expect(input && "getFields" in input ? Object.keys(input.getFields()).sort() : []).toEqual(
      Object.keys(JSON.parse(signed)).sort(),
    );
  });

  test("does not sign with a key that may not", () => {
    const key = generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey;
    expect(() =>
      signResult(
        { documentHash: "ab".repeat(32), number: NUMBER, agency: "H26", signedAt: now },
        { key, certificates: [] },
      ),
    ).toThrow("kind");
  });
});

describe("npm run verify", () => {
  test("reads the answer to its query, whole or only the dossier", () => {
    for (const content of [saved(), { dossier: saved() }, { data: { dossier: saved() } }]) {
      const { exitCode, text } = report(content);
      expect(exitCode).toBe(0);
      expect(text).toContain("HỢP LỆ: tệp này");
      expect(text).toContain("VALID: this file");
      expect(text).toContain("Test signer (H26)");
      expect(text).toContain(NUMBER);
    }
    expect(validate(dossiers.schema(), parse(RESULT_QUERY))).toEqual([]);
  });

  test("takes the receiving agency where nobody else decides", () => {
    expect(report(saved({ decidingAgency: null, receivingAgency: { code: "H26" } })).exitCode).toBe(0);
    expect(report(saved({ decidingAgency: null })).text).toContain("not that of the agency");
    expect(report(saved({ decidingAgency: null, receivingAgency: null })).exitCode).toBe(2);
  });

  test("says in both languages why a file is not believed", () => {
    const faults: [ReturnType<typeof report>, string, string][] = [
      [
        report(saved(), Buffer.from("other")),
        "không có kết quả nào là tệp này",
        "no result of the dossier is this file",
      ],
      [report(saved({ number: "H26-260901-0002" })), "chữ ký không khớp", "the signature does not fit"],
      [report(saved({}, { signedAt: "2026-09-03T02:00:01Z" })), "chữ ký không khớp", "the signature does not fit"],
      [report(saved({}, { signedAt: "2026-12-01T00:00:00Z" })), "tương lai", "in the future"],
      [report(saved({ filedAt: "2026-09-04T00:00:00Z" })), "trước khi hồ sơ được nộp", "before the dossier was filed"],
      [report(saved(), document, []), "không dẫn đến", "trusted root"],
      [report(saved({}, { certificates: [] })), "không đúng định dạng", "malformed"],
      [report(saved({}, { algorithm: "none" })), "thuật toán", "algorithm"],
    ];
    for (const [{ exitCode, text }, vi, en] of faults) {
      expect(exitCode).toBe(1);
      expect(text.split("\n")).toEqual([
        expect.stringMatching(new RegExp(`^KHÔNG HỢP LỆ: .*${vi}`)),
        expect.stringMatching(new RegExp(`^NOT VALID: .*${en}`)),
      ]);
    }
  });

  test.each(["", "{}", "[]", "null", '{"data":{"dossier":null}}', '{"number":"x","results":[{}]}'])(
    "cannot read %j",
    (content) => {
      const { exitCode, text } = report(content);
      expect(exitCode).toBe(2);
      expect(text).toMatch(/^KHÔNG ĐỌC ĐƯỢC: .+\nCANNOT BE READ: .+$/);
    },
  );

  test("reads the certificates of a file of roots, and says which cannot be read", () => {
    const bundle = `# roots\n${good.root.pem}\n${good.middle.pem}`;
    expect(readCertificates(bundle)).toHaveLength(2);
    expect(report(saved(), document, [...readCertificates(bundle)]).exitCode).toBe(0);
    expect(() => readCertificates("nothing")).toThrow("no certificate");
    const broken = `${good.root.pem}\n-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n`;
    expect(() => readCertificates(broken)).toThrow("certificate 2");
  });
});
