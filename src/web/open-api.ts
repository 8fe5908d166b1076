type Operation = { responses?: Record<string, Record<string, unknown>>; security?: unknown };

const versionHeader = {
  "API-Version": { description: "De volledige versie van dit koppelvlak.", schema: { type: "string", examples: ["1.0.0"] } },
};

const problemSchema = {
  type: "object",
  description: "Wat er mis is en wat u kunt doen (RFC 9457).",
  required: ["type", "title", "status", "detail"],
  properties: {
    type: { type: "string", description: "De soort fout; blijft hetzelfde." },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string", description: "Wat er mis is en wat u kunt doen." },
    instance: { type: "string", description: "Kenmerk van dit antwoord, om bij een vraag te noemen." },
    errors: {
      type: "array",
      items: {
        type: "object",
        required: ["field", "problem", "remedy"],
        properties: { field: { type: "string" }, problem: { type: "string" }, remedy: { type: "string" } },
      },
    },
  },
};

const problems: Record<string, string> = {
  "400": "Wat u stuurde klopt niet.",
  "401": "Het token ontbreekt of klopt niet.",
  "403": "U mag dit niet.",
  "404": "Dit bestaat niet, of u mag het niet zien.",
  "413": "Dit is te groot.",
  "415": "Wij kennen dit soort inhoud niet.",
  "429": "U stuurt te veel verzoeken.",
  "503": "Even niet bereikbaar.",
};

const withProblems = (operation: Operation): void => {
  for (const [status, description] of Object.entries(problems)) {
    operation.responses = {
      ...operation.responses,
      [status]: {
        description,
        headers: versionHeader,
        content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Probleem" } } },
      },
    };
  }
  for (const [status, response] of Object.entries(operation.responses ?? {}))
    if (/^[23]/.test(status)) response.headers = { ...versionHeader, ...(response.headers as object | undefined) };
  operation.security ??= [{ token: [] }];
};

/** The description of the API with what holds for every operation: its version in a header, problems as RFC 9457, a token. */
export const withHouseRules = (document: object): object => {
  const copy = structuredClone(document) as {
    paths?: Record<string, Record<string, Operation>>;
    components?: { schemas?: Record<string, unknown> };
  };
  for (const path of Object.values(copy.paths ?? {})) for (const operation of Object.values(path)) withProblems(operation);
  return { ...copy, components: { ...copy.components, schemas: { ...copy.components?.schemas, Probleem: problemSchema } } };
};
