import type { Pages } from "../../web/page.tsx";
import { fillPages } from "./fill-pages.tsx";
import { listPages } from "./list-pages.tsx";
import { onePages } from "./one-pages.tsx";
import { receiptPages } from "./receipt-pages.tsx";
import { redressDeskPages } from "./redress-desk-pages.tsx";
import { redressPages } from "./redress-pages.tsx";
import { recoveryDeskPages } from "./recovery-desk-pages.tsx";
import { recoveryFunderPages } from "./recovery-funder-pages.tsx";
import { recoveryPages } from "./recovery-pages.tsx";
import { reviewPages } from "./review-pages.tsx";

/** Every page about declarations, payments to citizens, and the explanation of decisions. */
export const declarationPages: Pages = (app, web) => {
  listPages(app, web);
  fillPages(app, web);
  onePages(app, web);
  receiptPages(app, web);
  reviewPages(app, web);
  redressPages(app, web);
  redressDeskPages(app, web);
  recoveryPages(app, web);
  recoveryDeskPages(app, web);
  recoveryFunderPages(app, web);
};
