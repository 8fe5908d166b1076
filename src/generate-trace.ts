import { code, heading, page, table } from "./generate-page.ts";
export const tracePage = (): string => page(heading("Trace", "x", "y"), table(["a"], [[code("b")]]));
