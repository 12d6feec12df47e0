/** A consent of the person concerned, or its withdrawal (Luật 91/2025/QH15). */
export interface Consent {
  readonly purpose: string;
  readonly agency: string;
  readonly givenAt: Date;
  readonly withdrawnAt: Date | null;
}

/** An account of the national portal, by opaque citizen id and never by number. */
export interface PortalAccount {
  readonly id: string;
  /** Level of electronic identity (NĐ 69/2024/NĐ-CP). */
  readonly vneidLevel: 1 | 2;
  readonly email: string | null;
  readonly phone: string | null;
  readonly consents: readonly Consent[];
  readonly synthetic: boolean;
}
