import { readSettings, type StandIn, setting } from "../../kit";
import { startStandInRegistry } from "./registry";

const SETTINGS = {
  POPULATION_REGISTRY_PORT: setting.port(4010).describe("the port of the stand-in population database; default 4010"),
};

/** Takes the place of the national population database where POPULATION_REGISTRY_URL is not set. Refuses to run in production. */
export const populationRegistryStandIn: StandIn = {
  setting: "POPULATION_REGISTRY_URL",
  name: "national population database (synthetic citizens)",
  settings: SETTINGS,
  async start(environment) {
    if (environment.production)
      throw new Error("production needs POPULATION_REGISTRY_URL: the stand-in registry knows made-up people only");
    const settings = readSettings(SETTINGS, environment.variables);
    return startStandInRegistry({ port: settings.POPULATION_REGISTRY_PORT });
  },
};
