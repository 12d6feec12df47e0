import type { Answer, RunningCatalogue } from "./run-catalogue";

interface Page {
  readonly list: {
    readonly edges: readonly { readonly node: { readonly key: string } }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

const PAGES = 200;

/** The keys of a whole list, page after page. Fails when the list does not end. */
export async function readAllPages(
  catalogue: RunningCatalogue,
  list: "agencies" | "procedures" | "reportedFigures",
  { first }: { readonly first: number },
  narrowed = "",
): Promise<readonly string[]> {
  const key = list === "reportedFigures" ? "id" : "code";
  const source = `query ($first: Int!, $after: String) { list: ${list}(first: $first, after: $after ${narrowed}) {
    edges { node { key: ${key} } } pageInfo { hasNextPage endCursor } } }`;
  const keys: string[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; page++) {
    const { data, codes }: Answer<Page> = await catalogue.ask(source, { first, after });
    if (codes.length > 0) throw new Error(`refused: ${codes.join(", ")}`);
    keys.push(...data.list.edges.map(({ node }) => node.key));
    if (!data.list.pageInfo.hasNextPage) return keys;
    after = data.list.pageInfo.endCursor;
  }
  throw new Error(`${list} has more than ${PAGES} pages`);
}
