import { DossierForm } from "../life";

/** A regulation that prescribes the forms, with the number of each there; null for a form that it does not have. */
export interface FormSet {
  readonly regulation: string;
  readonly numbers: Readonly<Record<DossierForm, string | null>>;
}

/** Domain reference 5.4. The numbers moved: 05 was another form before. */
export const FORM_SETS: readonly FormSet[] = [
  {
    regulation: "TT 01/2018/TT-VPCP",
    numbers: {
      [DossierForm.RECEIPT]: "01",
      [DossierForm.SUPPLEMENT_REQUEST]: "02",
      [DossierForm.REFUSAL]: "03",
      [DossierForm.APOLOGY]: "04",
      [DossierForm.STOP]: null,
    },
  },
  {
    regulation: "TT 03/2025/TT-VPCP",
    numbers: {
      [DossierForm.RECEIPT]: "01",
      [DossierForm.SUPPLEMENT_REQUEST]: "02",
      [DossierForm.REFUSAL]: "03",
      [DossierForm.APOLOGY]: "04",
      [DossierForm.STOP]: "05",
    },
  },
];

/** The forms that are issued now. */
export const PRESENT_FORMS: FormSet = FORM_SETS[FORM_SETS.length - 1] ?? fault();

function fault(): never {
  throw new Error("no regulation prescribes forms");
}
