import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "@jest/globals";
import type { Browser } from "playwright-core";
import { type Ide, launchBrowser, openIde } from "../kit/browser";
import { type TestGraph, testGraph } from "../kit/graph";

describe("the IDE of the whole house in a browser", () => {
  let graph: TestGraph;
  let browser: Browser;
  let url: string;
  let ide: Ide;

  beforeAll(async () => {
    graph = await testGraph();
    if (graph.house.gateway === undefined) throw new Error("the house has no gateway");
    url = graph.house.gateway.url;
    browser = await launchBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await graph?.close();
  });

  beforeEach(async () => {
    ide = await openIde(browser, url);
  });

  /** Whatever a page did, it asked its gateway only, kept no cookie and the browser found nothing wrong with it. */
  afterEach(async () => {
    expect(await ide.close()).toEqual({ origins: [url], cookies: [], complaints: [] });
  });

  it("finds procedures for anybody who types without diacritics", async () => {
    await ide.choose("Ví dụ / Examples", "Tìm thủ tục không dấu / Search procedures without diacritics");
    await ide.shows("query-editor", "query SearchProcedures");
    await ide.run();
    // The best match comes first, not the first of the alphabet.
    await ide.shows("response", '"name": "Thủ tục đăng ký khai sinh"');
    expect(await ide.answer()).not.toContain('"errors"');

    await ide.page.locator(".graphiql-editor-tool .CodeMirror:visible").click();
    await ide.page.keyboard.press("Control+A");
    await ide.page.keyboard.insertText('{ "search": "dang ky khai sinh luu dong", "first": 5 }');
    await ide.run();
    await ide.shows("response", '"name": "Đăng ký khai sinh lưu động"');
    await ide.shows("response", '"code": "1.003583"');
    expect(await ide.answer()).not.toContain('"errors"');
    await ide.picture("house-search");
  });

  it("shows an officer the dossiers of the officer's own agency, with the names of their owners", async () => {
    await ide.choose("Người gọi / Caller", "officer (officer)");
    await ide.choose(
      "Ví dụ / Examples",
      "Hồ sơ của cơ quan, từ năm hệ thống / An agency's dossiers, from five systems (caller: officer)",
    );
    await ide.shows("query-editor", "query DossiersOfMyAgency");
    await ide.run();
    await ide.shows("response", /"number": "H26-\d{6}-\d{4,}"/);
    // “Tổng Hợp”, synthetic, is the middle name of people in the samples.
    await ide.shows("response", /"fullName": "\S+ Tổng Hợp \S+"/);
    await ide.picture("house-officer");
    const answer = await ide.answer();
    expect(answer).not.toContain('"errors"');
    const agencies = [...answer.matchAll(/"number": "([^-"]+)-/g)].map(([, agency]) => agency);
    expect(new Set(agencies)).toEqual(new Set(["H26"]));
  });

  it("files a dossier for a citizen", async () => {
    await ide.choose("Người gọi / Caller", "citizen (citizen)");
    await ide.choose("Ví dụ / Examples", "Nộp hồ sơ / File a dossier (caller: citizen)");
    await ide.shows("query-editor", "mutation SubmitDossier");
    await ide.run();
    await ide.shows("response", '"status": "FILED"');
    await ide.shows("response", /"requestNumber": "YC-\d{6}-/);
    await ide.shows("response", '"errors": []');
    await ide.picture("house-citizen");
  });
});
