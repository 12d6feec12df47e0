import { PRESENT_FORMS } from "../data/form-numbers";
import type { DossierForm, IssuedForm } from "../life";

/** A form as the regulation now in force names it. */
export function issue(
  form: DossierForm,
  issuedAt: Date,
  given: { readonly text?: string | null; readonly dueBefore?: Date | null; readonly dueAfter?: Date | null } = {},
): IssuedForm {
  const { text = null, dueBefore = null, dueAfter = null } = given;
  const { regulation, numbers } = PRESENT_FORMS;
  return { form, regulation, number: numbers[form], issuedAt, text, dueBefore, dueAfter };
}
