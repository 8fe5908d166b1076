import { readHours, type Cents, type Minutes } from "../../kernel/money.ts";

/** An answer that is wrong: the name of its field, and what to do about it. */
export type Wrong = { field: string; message: string };

/** What somebody typed: as a form sent it, or as a concept kept it. */
export type Typed = Readonly<Record<string, string | readonly string[]>>;

/** Reads answers: everything that is wrong with them, or what they mean. */
export type Read<T> = { wrong: readonly Wrong[] } | { value: T };

/** The text that stands in a field; empty when there is none. */
export const typed = (answers: Typed, name: string): string => {
  const value = answers[name];
  return (typeof value === "string" ? value : (value?.[0] ?? "")).trim();
};

/** All texts of a field with several answers. */
export const typedAll = (answers: Typed, name: string): readonly string[] => {
  const value = answers[name];
  return value === undefined ? [] : typeof value === "string" ? [value] : value;
};

/** What an answer stands for; null when it is none of those offered. */
export const oneOf = <T>(answers: Typed, name: string, meanings: Readonly<Record<string, T>>): T | null =>
  Object.hasOwn(meanings, typed(answers, name)) ? (meanings[typed(answers, name)] ?? null) : null;

export const yesOrNo = { ja: "yes", nee: "no" } as const;

/** Those of a list of questions that fail. */
export const wrongs = (all: readonly (readonly [boolean, string, string])[]): Wrong[] =>
  all.filter(([fails]) => fails).map(([, field, message]) => ({ field, message }));

// Just below a million euros: the most that an amount in an agreement can be.
const mostCents = 99_999_999;
/** True for an amount that an agreement can hold. */
export const withinMost = (amount: Cents | null): amount is Cents => amount !== null && amount <= mostCents;

const minutesInWeek = 7 * 24 * 60;

/** Hours a week; wrong when they are needed and missing, or more than a week holds. */
export const hoursTyped = (answers: Typed, needed: boolean): { minutesPerWeek: Minutes | null; wrong: boolean } => {
  const text = typed(answers, "uren");
  if (text === "" && !needed) return { minutesPerWeek: null, wrong: false };
  const minutesPerWeek = readHours(text);
  return { minutesPerWeek, wrong: minutesPerWeek === null || minutesPerWeek <= 0 || minutesPerWeek > minutesInWeek };
};

/** A whole number from 1 up to a most; null for anything else. */
export const countTyped = (answers: Typed, name: string, most: number): number | null => {
  const text = typed(answers, name);
  const count = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  return count >= 1 && count <= most ? count : null;
};
