import { type Browser, chromium, type Page } from "playwright-core";

/** A Chromium that talks to this machine only. `rebound.test` is another name of 127.0.0.1. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-proxy-server",
      "--host-resolver-rules=MAP rebound.test 127.0.0.1",
    ],
  });
}

/** What a page did beside what it was asked to do. */
export interface Traces {
  /** Whom it sent requests to. */
  readonly origins: readonly string[];
  readonly cookies: readonly string[];
  /** Errors on the browser's console, and those that no script caught. */
  readonly complaints: readonly string[];
}

/** The IDE as a person uses it. */
export interface Ide {
  readonly page: Page;
  choose(menu: "Ví dụ / Examples" | "Người gọi / Caller" | "Ngôn ngữ / Language", label: string): Promise<unknown>;
  run(): Promise<void>;
  /** Waits until a part shows a text. A long text is in the page only as far as it is scrolled to. */
  shows(part: "query-editor" | "response", text: string | RegExp): Promise<void>;
  /** The whole answer, also what is scrolled away. */
  answer(): Promise<string>;
  /** For the eye: `SCREENSHOTS=/tmp npx jest --selectProjects browser`. */
  picture(name: string): Promise<void>;
  close(): Promise<Traces>;
}

/** Opens the IDE of a gateway in a page without a past, and waits until it knows the schema. */
export async function openIde(browser: Browser, url: string): Promise<Ide> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 860 } });
  page.setDefaultTimeout(20_000);
  const traces = watch(page);
  const introspected = page.waitForResponse(`${url}/graphql`);
  await page.goto(url);
  await introspected;
  await page.locator("[aria-label='Re-fetch GraphQL schema']:enabled").waitFor();
  return {
    page,
    choose: (menu, label) => page.getByLabel(menu).selectOption({ label }),
    run: () => page.getByRole("button", { name: /^Execute query/ }).click(),
    shows: (part, text) => page.locator(`.graphiql-${part}`).filter({ hasText: text }).waitFor(),
    answer: async () =>
      String(await page.evaluate("document.querySelector('.graphiql-response .CodeMirror').CodeMirror.getValue()")),
    async picture(name) {
      const folder = process.env.SCREENSHOTS;
      if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` });
    },
    async close() {
      const cookies = (await page.context().cookies()).map(({ name }) => name);
      await page.close();
      return { origins: [...traces.origins], cookies, complaints: traces.complaints };
    },
  };
}

function watch(page: Page): { origins: Set<string>; complaints: string[] } {
  const origins = new Set<string>();
  const complaints: string[] = [];
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol !== "data:") origins.add(origin);
  });
  page.on("websocket", (socket) => void origins.add(new URL(socket.url()).origin));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return { origins, complaints };
}
