import { civilStatusProcedures } from "./procedures/civil-status";
import { informationProcedures } from "./procedures/information";
import { landProcedures, landProceduresReadInSource } from "./procedures/land";
import { linkedProcedures } from "./procedures/linked";
import { otherProcedures } from "./procedures/others";
import { policeProcedures } from "./procedures/police";
import type { ProcedureRow } from "./types";

/** Every real procedure with a verified code and a title: domain reference 3.7, marks and sources in each file and row. */
export const procedures: readonly ProcedureRow[] = [
  ...civilStatusProcedures,
  ...linkedProcedures,
  ...policeProcedures,
  ...informationProcedures,
  ...landProcedures,
  ...landProceduresReadInSource,
  ...otherProcedures,
];
