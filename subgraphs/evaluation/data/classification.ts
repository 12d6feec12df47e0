/** A class of an agency's total by TT 01/2018/TT-VPCP. */
export interface EvaluationClass {
  readonly code: "EXCELLENT" | "GOOD" | "FAIR" | "AVERAGE" | "WEAK";
  readonly label: string;
  /** The lowest total that belongs to it. */
  readonly from: number;
}

/** Nine indices of 0, 1 or 2 points. */
export const MOST_POINTS = 18;

/**
 * Classes of the total of the nine indices of TT 01/2018/TT-VPCP, best first, each from its bound upwards. The bounds 15, 12, 9 and 6
 * are read in a real system (mark C). That exactly 15 is Xuất sắc is the natural reading of "15 and above"; the article of the circular
 * was not read (mark K). A system in use tests `> 15` and `< 15`, so that its 15 falls through to Yếu: ours must not.
 */
export const EVALUATION_CLASSES = [
  { code: "EXCELLENT", label: "Xuất sắc", from: 15 },
  { code: "GOOD", label: "Tốt", from: 12 },
  { code: "FAIR", label: "Khá", from: 9 },
  { code: "AVERAGE", label: "Trung bình", from: 6 },
  { code: "WEAK", label: "Yếu", from: 0 },
] as const satisfies readonly EvaluationClass[];
