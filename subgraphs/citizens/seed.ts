import type { SampleWorld } from "../kit";
import { type CitizenIds, citizenIds, DEVELOPMENT_CITIZEN_ID_KEY } from "./citizen-id";
import type { PortalAccount } from "./portal-account";
import { POPULATION, syntheticPeople } from "./stand-in/synthetic-people";
import type { CitizenStore } from "./store";

/** Ids of the first `count` synthetic citizens under the key of development. The first ones do not depend on the count. */
export function syntheticCitizenIds(count: number): string[] {
  return idsOfSyntheticPeople(count, citizenIds(DEVELOPMENT_CITIZEN_ID_KEY));
}

/** Gives the first synthetic citizens accounts at the portal, and names all of them to the other subgraphs' samples. */
export async function seedAccounts(store: CitizenStore, world: SampleWorld): Promise<string> {
  const ids = idsOfSyntheticPeople(POPULATION, store.ids);
  world.citizens = ids;
  const added = await store.addAccounts(ids.slice(0, ACCOUNTS).map((id, place) => sampleAccount(id, place, world.now)));
  return `${added} new portal accounts of ${ids.length} synthetic citizens`;
}

const ACCOUNTS = 200;
const DAY = 86_400_000;

function idsOfSyntheticPeople(count: number, ids: CitizenIds): string[] {
  return syntheticPeople(count).map((person) => ids.idOf(person.personalNumber ?? ""));
}

/** `.invalid` is no domain (RFC 2606), and no Vietnamese telephone number begins with +84 0. */
function sampleAccount(id: string, place: number, now: Date): PortalAccount {
  const digits = String(place).padStart(4, "0");
  const withdrawn = place % 7 === 0 ? new Date(now.getTime() - 3 * DAY) : null;
  return {
    id,
    version: 1,
    vneidLevel: place % 3 === 1 ? 1 : 2,
    email: place % 11 === 10 ? null : `synthetic-${digits}@example.invalid`,
    phone: `+84 0000 ${digits}`,
    contactChangedAt: null,
    consents:
      place % 2 === 0
        ? [
            {
              id: "1",
              purpose: "Giải quyết thủ tục hành chính",
              content: "Họ và tên, ngày sinh, nơi thường trú",
              scope: "Hồ sơ do công dân nộp qua Cổng Dịch vụ công quốc gia",
              agency: "H26",
              givenAt: new Date(now.getTime() - 30 * DAY),
              withdrawnAt: withdrawn,
            },
          ]
        : [],
    commands: [],
    synthetic: true,
  };
}
