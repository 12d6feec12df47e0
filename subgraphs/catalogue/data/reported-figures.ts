import type { ReportedFigure } from "./reported-figures/figure";
import { figuresOnTheListOf2018 } from "./reported-figures/list-2018";
import { figuresOnTheListOf2017 } from "./reported-figures/lists-2017";
import { portalGrowthFigures } from "./reported-figures/portal-growth";
import { portalNowFigures } from "./reported-figures/portal-now";
import { portalOpeningFigures } from "./reported-figures/portal-opening";
import { figuresOnProgressIn2017 } from "./reported-figures/progress-2017";

/**
 * What articles and the portal report, as printed, with source and date; a figure that cannot be right says so in `doubt`.
 * Domain reference 1 (the five articles) and 10 (rows marked Q or S). Never mix these with figures computed from the graph.
 */
export const reportedFigures: readonly ReportedFigure[] = [
  ...figuresOnTheListOf2017,
  ...figuresOnTheListOf2018,
  ...figuresOnProgressIn2017,
  ...portalOpeningFigures,
  ...portalGrowthFigures,
  ...portalNowFigures,
];
