import type { Pages } from "../web/page.tsx";
import { fillPages } from "./pages/fill-pages.tsx";
import { listPages } from "./pages/list-pages.tsx";
import { onePages } from "./pages/one-pages.tsx";
import { receiptPages } from "./pages/receipt-pages.tsx";
import { reviewPages } from "./pages/review-pages.tsx";

/** Every page about declarations, payments to citizens, and the explanation of decisions. */
export const declarationPages: Pages = (app, web) => {
  listPages(app, web);
  fillPages(app, web);
  onePages(app, web);
  receiptPages(app, web);
  reviewPages(app, web);
};
