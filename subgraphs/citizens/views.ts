import type { CitizenIds } from "./citizen-id";
import { fullNameOf, type RelativeReference } from "./people";
import type { NumberDifference as KnownDifference, Sex as KnownSex } from "./personal-number";
import { type Citizen, NumberDifference, type Relative, RelativeKnownBy, Sex } from "./types";

/** What a record says of a relative, with an opaque id in place of the number. */
export function toRelative(
  reference: RelativeReference | null,
  ids: CitizenIds,
): (Omit<Relative, "citizen"> & { citizen: Pick<Citizen, "id"> | null }) | null {
  if (reference === null) return null;
  const { personalNumber, oldNumber, name, nationality } = reference;
  return {
    citizen: personalNumber === null ? null : { id: ids.idOf(personalNumber) },
    knownBy:
      personalNumber !== null
        ? RelativeKnownBy.PERSONAL_NUMBER
        : oldNumber !== null
          ? RelativeKnownBy.OLD_NUMBER
          : RelativeKnownBy.NAME,
    fullName: fullNameOf(name),
    familyName: name?.familyName ?? null,
    middleName: name?.middleName ?? null,
    givenName: name?.givenName ?? null,
    nationality,
  };
}

/** The meaning of a code of sex, or null when nobody stated it. */
export function toSex(code: string | null, meanings: ReadonlyMap<string, KnownSex>): Sex | null {
  const meaning = code === null ? undefined : meanings.get(code);
  return meaning === undefined ? null : Sex[meaning];
}

/** Differences as the graph names them. */
export function toDifferences(differences: readonly KnownDifference[] | null): readonly NumberDifference[] | null {
  return differences?.map((difference) => NumberDifference[difference]) ?? null;
}
