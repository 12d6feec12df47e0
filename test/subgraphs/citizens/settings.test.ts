import { describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { citizens } from "../../../subgraphs/citizens";
import { DEVELOPMENT_CITIZEN_ID_KEY } from "../../../subgraphs/citizens/citizen-id";
import { populationRegistryStandIn } from "../../../subgraphs/citizens/stand-in";
import { createEnvironment, readSettings, SettingsError } from "../../../subgraphs/kit";

const SECRET = Buffer.alloc(32, 9).toString("base64");
const SAFE = { POPULATION_REGISTRY_URL: "https://dancu.example.invalid/qcvn109", CITIZEN_ID_KEY: SECRET };

function production(variables: Readonly<Record<string, string>>) {
  const environment = createEnvironment({
    variables: { NODE_ENV: "production", ...variables },
    log: pino({ level: "silent" }),
  });
  return { environment, settings: readSettings(citizens.settings, environment.variables) };
}

async function faultsOf(variables: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { environment, settings } = production(variables);
  const error: unknown = await citizens.open(settings, environment).catch((reason: unknown) => reason);
  return error instanceof SettingsError ? error.faults : [];
}

describe("in production", () => {
  test.each([
    ["no key of citizen ids", { POPULATION_REGISTRY_URL: SAFE.POPULATION_REGISTRY_URL }, ["CITIZEN_ID_KEY"]],
    [
      "the key of development",
      { ...SAFE, CITIZEN_ID_KEY: DEVELOPMENT_CITIZEN_ID_KEY.toString("base64") },
      ["CITIZEN_ID_KEY"],
    ],
    [
      "a registry over plain HTTP",
      { ...SAFE, POPULATION_REGISTRY_URL: "http://10.0.0.1/" },
      ["POPULATION_REGISTRY_URL"],
    ],
    ["both", { POPULATION_REGISTRY_URL: "http://10.0.0.1/" }, ["CITIZEN_ID_KEY", "POPULATION_REGISTRY_URL"]],
  ])("%s is refused, and every fault is named", async (_what, variables, named) => {
    const faults = await faultsOf(variables);
    expect(faults.map((fault) => fault.split(":")[0])).toEqual(named);
    expect(faults.join()).not.toContain(SECRET);
  });

  test("the stand-in registry does not start", async () => {
    const { environment } = production(SAFE);
    await expect(populationRegistryStandIn.start(environment)).rejects.toThrow("production");
  });
});

describe("settings", () => {
  test.each([
    [{}, "POPULATION_REGISTRY_URL"],
    [{ ...SAFE, CITIZEN_ID_KEY: "short" }, "CITIZEN_ID_KEY"],
    [{ ...SAFE, POPULATION_REGISTRY_SEX_CODES: "1=man" }, "POPULATION_REGISTRY_SEX_CODES"],
    [{ ...SAFE, POPULATION_REGISTRY_URL: "ftp://x/" }, "POPULATION_REGISTRY_URL"],
  ])("%j are refused because of %s", (variables, name) => {
    expect(() => readSettings(citizens.settings, variables)).toThrow(name);
  });

  test("give codes of sex the meaning that the operator states", () => {
    const settings = readSettings(citizens.settings, { ...SAFE, POPULATION_REGISTRY_SEX_CODES: "1=MALE,02=FEMALE" });
    expect(settings.POPULATION_REGISTRY_SEX_CODES).toEqual(
      new Map([
        ["1", "MALE"],
        ["02", "FEMALE"],
      ]),
    );
  });
});
