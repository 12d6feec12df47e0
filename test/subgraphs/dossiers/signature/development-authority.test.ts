import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { hashOf, openDevelopmentAuthority, signResult, verifyResult } from "../../../../subgraphs/dossiers/signature";

let dataFolder: string;
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "authority-"));
});
afterAll(() => rm(dataFolder, { recursive: true, force: true }));

const open = (folder = dataFolder) => openDevelopmentAuthority({ dataFolder: folder, production: false });
const statement = {
  documentHash: hashOf(Buffer.from("x")),
  number: "H26-260901-0001",
  agency: "H26",
  signedAt: new Date("2026-09-03T02:00:00Z"),
};

describe("the development authority", () => {
  test("certifies agencies so that their results are believed by those who trust its root", async () => {
    const authority = await open();
    const result = signResult(statement, await authority.signerOf("H26"));
    const facts = { agency: "H26", number: statement.number, roots: [authority.root], now: new Date() };
    expect(verifyResult(result, { ...facts, now: new Date("2026-09-04T00:00:00Z") }).ok).toBe(true);
    const forged = signResult(statement, await authority.signerOf("H24"));
    expect(verifyResult(forged, { ...facts, now: new Date("2026-09-04T00:00:00Z") })).toEqual({
      ok: false,
      reason: "OTHER_AGENCY",
    });
  });

  test("is the same at the next start, with the same certificates", async () => {
    const [first, second] = [await open(), await open()];
    expect(second.root).toBe(first.root);
    expect((await second.signerOf("H26")).certificates).toEqual((await first.signerOf("H26")).certificates);
  });

  test("is one, and whole, when many open it at once", async () => {
    const folder = await mkdtemp(join(tmpdir(), "authority-"));
    try {
      const authorities = await Promise.all(Array.from({ length: 8 }, () => open(folder)));
      expect(new Set(authorities.map(({ root }) => root)).size).toBe(1);
      const signers = await Promise.all(authorities.map((authority) => authority.signerOf("H26.7")));
      expect(new Set(signers.map(({ certificates }) => certificates.join())).size).toBe(1);
      for (const signer of signers) {
        const result = signResult({ ...statement, agency: "H26.7" }, signer);
        const facts = { agency: "H26.7", number: statement.number, roots: [authorities[0]?.root ?? ""] };
        expect(verifyResult(result, { ...facts, now: new Date("2026-09-04T00:00:00Z") }).ok).toBe(true);
      }
      expect((await readdir(join(folder, "development", "results"))).sort()).toEqual(["agency-H26.7.pem", "root.pem"]);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  test("keeps its keys to this user", async () => {
    await (await open()).signerOf("H26");
    const folder = join(dataFolder, "development", "results");
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    for (const file of await readdir(folder)) {
      expect((await stat(join(folder, file))).mode & 0o777).toBe(0o600);
      expect(await readFile(join(folder, file), "utf8")).toContain("PRIVATE KEY");
    }
  });

  test("is refused in production", async () => {
    await expect(openDevelopmentAuthority({ dataFolder, production: true })).rejects.toThrow("production");
  });

  test.each(["", "../root", "h26", "H26/..", "000.00.18.G12"])("certifies no %j", async (agency) => {
    await expect((await open()).signerOf(agency)).rejects.toThrow("canonical code");
  });

  test("says what to do about a file that is broken", async () => {
    const folder = await mkdtemp(join(tmpdir(), "authority-"));
    try {
      await open(folder);
      await writeFile(join(folder, "development", "results", "root.pem"), "broken");
      await expect(open(folder)).rejects.toThrow("remove the folder");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
