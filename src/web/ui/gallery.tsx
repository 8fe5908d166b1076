import type { ReactElement } from "react";
import { EdgesPage } from "./gallery-edges.tsx";
import { ApprovePage, FillInPage, HomePage } from "./gallery-holder.tsx";
import { DecisionPage, FormPage, PartsPage } from "./gallery-parts.tsx";
import { StaffPage } from "./gallery-staff.tsx";

const rejection = [
  { field: "reden", message: "Kies wat er niet klopt" },
  { field: "uitleg", message: "Schrijf op wat Fatma moet verbeteren" },
];

/** Every component in use on a page, with invented people; for tests and for looking. */
export const gallery: Readonly<Record<string, ReactElement>> = {
  home: <HomePage />,
  approve: <ApprovePage />,
  "approve-errors": <ApprovePage errors={rejection} />,
  "fill-in": <FillInPage />,
  form: <FormPage errors={[]} />,
  "form-errors": <FormPage />,
  decision: <DecisionPage />,
  parts: <PartsPage />,
  edges: <EdgesPage />,
  staff: <StaffPage />,
};
