/**
 * A consent of the person concerned, or its withdrawal (Luật 91/2025/QH15). What it states is what a request to exploit population data
 * states (form DC02 of TT 118/2026/TT-BCA): purpose, content, scope.
 */
export interface Consent {
  /** Unique within the account: the place in its history, from 1. */
  readonly id: string;
  readonly purpose: string;
  /** Null for consents from before this was asked for. */
  readonly content: string | null;
  readonly scope: string | null;
  /** Canonical code of the agency that it is given to. */
  readonly agency: string;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
}

/** A change that was carried out, by fingerprints: neither the client's key nor what it wrote is kept here. */
export interface CarriedOut {
  readonly key: string;
  readonly content: string;
  /** The consent that it gave or withdrew. */
  readonly consent: string | null;
}

/** An account of the national portal, by opaque citizen id and never by number. */
export interface PortalAccount {
  readonly id: string;
  /** Counts the changes; 0 while nothing is stored. */
  readonly version: number;
  /** Level of electronic identity (NĐ 69/2024/NĐ-CP) at the last change; null when it was not told. */
  readonly vneidLevel: 1 | 2 | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** Null while they are as they were at first. */
  readonly contactChangedAt: Date | null;
  /** The whole history, oldest first. Nothing is ever taken out. */
  readonly consents: readonly Consent[];
  /** The latest changes, oldest first. */
  readonly commands: readonly CarriedOut[];
  readonly synthetic: boolean;
}

/** The account that a citizen has by signing in, before anything is stored of it. */
export function emptyAccount(id: string, vneidLevel: 1 | 2 | null): PortalAccount {
  return {
    id,
    version: 0,
    vneidLevel,
    email: null,
    phone: null,
    contactChangedAt: null,
    consents: [],
    commands: [],
    synthetic: false,
  };
}
