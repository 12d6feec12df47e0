import { describe, expect, test } from "@jest/globals";
import { PARTS, parseStart } from "../../start/options";

describe("the command line of start", () => {
  test("without words means every part, with samples", () => {
    expect(parseStart([])).toEqual({
      parts: PARTS,
      supergraph: undefined,
      port: undefined,
      reset: false,
      samples: true,
      help: false,
    });
  });

  test("takes parts, a port and switches", () => {
    expect(parseStart(["dossiers", "catalogue", "--no-samples", "--reset"])).toMatchObject({
      parts: ["dossiers", "catalogue"],
      samples: false,
      reset: true,
    });
    expect(parseStart(["gateway", "--supergraph", "x.graphql", "--port", "4100"])).toMatchObject({
      supergraph: "x.graphql",
      port: 4100,
    });
  });

  test.each([
    [["gatway"], "there is no part “gatway”"],
    [["--supergraph", "x"], "--supergraph goes with the part gateway alone"],
    [["gateway", "--port", "many"], "--port takes a number"],
    [["--colour"], "--colour"],
  ])("refuses %j with words that help", (argv, words) => {
    expect(() => parseStart(argv)).toThrow(words);
  });
});
