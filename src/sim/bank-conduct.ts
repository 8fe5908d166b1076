/** How a bank of the simulated kind is told what the outside world would do to it: accounts, advances of funders, conduct, days. */
export type BankConduct = {
  openAccount(iban: string, name: string, on: string): Promise<void>;
  deposit(given: { iban: string; amountCents: number; remittance: string; day: string; key: string; fromName: string }): Promise<void>;
  conduct(iban: string, given: Record<string, unknown>): Promise<void>;
  /** How the bank writes to the owner of this account. */
  style(iban: string, given: Record<string, unknown>): Promise<void>;
  /** On whose name an account stands at the bank; null when the bank cannot tell. */
  holderName(iban: string, name: string | null): Promise<void>;
  /** Closes all bank days before this one. */
  closeBefore(day: string): Promise<void>;
};

/** The simulated bank at an address. Throws when it does not answer or refuses. */
export const conductAt = (address: string): BankConduct => {
  const tell = async (method: "PUT" | "POST", path: string, body: unknown, alsoFine?: number): Promise<void> => {
    const response = await fetch(new URL(path, address), {
      method,
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
      signal: AbortSignal.timeout(60_000),
    });
    if (!response.ok && response.status !== alsoFine)
      throw new Error(`the bank answers ${method} ${path} with ${String(response.status)}: ${(await response.text()).slice(0, 300)}`);
  };
  return {
    openAccount: (iban, name, on) => tell("PUT", `/rekeningen/${iban}`, { name, day: on }),
    // 409: it came in before, or its day is over; an advance is paid once, whatever its amount would be today.
    deposit: (given) => tell("POST", "/storting", given, 409),
    conduct: (iban, given) => tell("PUT", `/gedrag/${iban}`, given),
    style: (iban, given) => tell("PUT", `/rekeningen/${iban}/gedrag`, given),
    holderName: (iban, name) => tell("PUT", `/naamcontrole/${iban}`, { name }),
    closeBefore: (on) => tell("POST", "/dag", { day: on }),
  };
};
