/**
 * Roles (rollen). Holder, representative and provider act for themselves or for whom they represent;
 * the others act for an organisation. `service` is a named part of the program itself: a job, the clock, the bank import.
 */
export const roles = [
  "holder",
  "representative",
  "provider",
  "funder-assessor",
  "funder-policy-maker",
  "svb-assessor",
  "payment-maker",
  "payment-releaser",
  "payment-head",
  "operator",
  "machine-client",
  "service",
] as const;
export type Role = (typeof roles)[number];

/** What a representative may do for a holder (reikwijdte van de machtiging). */
export const scopes = ["read", "hours", "declare", "sign", "money"] as const;
export type Scope = (typeof scopes)[number];

/** For whom an actor may act as holder: the holder's id, and how far. */
export type Reach = { holder: string; scopes: readonly Scope[] };

/**
 * Who does something (handelende). `person` is an opaque id, or the name of a service; `organisation` is a funder's
 * code or "SVB", null for citizens. `reach` lists the holders for whom the actor acts, himself included. `client` names the
 * machine client (aangesloten systeem) through which he acts; absent for who sits at a page himself.
 */
export type Actor = {
  person: string;
  roles: readonly Role[];
  organisation: string | null;
  reach: readonly Reach[];
  provider: string | null;
  client?: string;
};

/** The actor of a job, an import or the clock. It holds every right that a named service needs and none of a person. */
export const service = (name: string): Actor => ({
  person: `service:${name}`,
  roles: ["service"],
  organisation: null,
  reach: [],
  provider: null,
});
