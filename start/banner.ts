import type { House } from "./house";

/** What a person sees when the house is open: what listens where, which stores are embedded and where their data is. */
export function banner(house: House, milliseconds: number): string {
  const lines: string[] = ["", "Liên Thông, the public-service graph", ""];
  const row = (name: string, text: string) => lines.push(`  ${name.padEnd(22)} ${text}`);
  if (house.gateway !== undefined) {
    row("graph", `${house.gateway.url}/graphql`);
    if (!house.environment.production) row("IDE", `${house.gateway.url}/`);
  }
  for (const [name, service] of house.services) row(`subgraph ${name}`, service.url);
  for (const [name, url] of house.standIns) row("stand-in", `${name}, ${url}`);
  for (const store of house.environment.stores())
    row(`store ${store.name}`, store.where.startsWith(store.kind) ? store.where : `${store.kind}: ${store.where}`);
  if (!house.environment.production && house.gateway !== undefined) {
    lines.push(
      "",
      "  Tokens: npm run token -- citizen    Fresh data: npm start -- --reset    Help: npm start -- --help",
    );
  }
  lines.push("", `ready in ${milliseconds} ms`);
  return lines.join("\n");
}
