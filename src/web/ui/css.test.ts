import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("./css/tokens.css", import.meta.url), "utf8");
const darkFrom = css.indexOf("prefers-color-scheme: dark");

/** The colours of our own theme: in light the last fallback of each token, in dark the value itself. */
const colours = (part: string): Map<string, string> =>
  new Map([...part.matchAll(/--([a-z-]+):[^;]*?(#[0-9a-f]{3,6})\)*;/g)].map((match) => [match[1] ?? "", match[2] ?? ""]));

const light = colours(css.slice(0, darkFrom));
const dark = colours(css.slice(darkFrom));

const luminance = (hex: string): number => {
  const digits = hex.length === 4 ? hex.slice(1).replace(/./g, "$&$&") : hex.slice(1);
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = parseInt(digits.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (theme: Map<string, string>, one: string, other: string): number => {
  const [low = 0, high = 0] = [one, other]
    .map((name) => luminance(theme.get(name) ?? expect.fail(`no colour ${name}`)))
    .sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const text: readonly (readonly [string, string])[] = [
  ...["ink", "muted", "link"].flatMap((ink) => [[ink, "surface"] as const, [ink, "page"] as const]),
  ...["action-soft", "positive-soft", "warning-soft", "negative-soft"].map((ground) => ["ink", ground] as const),
  ["ink", "sunken"],
  ["link", "sunken"],
  ["link", "action-soft"],
  ["on-action", "action"],
  ["on-action", "action-hover"],
  ["on-header", "header"],
  ["positive", "positive-soft"],
  ["warning", "warning-soft"],
  ["negative", "negative-soft"],
  ["negative", "surface"],
];

const shapes = [
  ["control", "surface"],
  ["control", "page"],
  ["control", "control-fill"],
  ["positive-line", "surface"],
  ["warning-line", "surface"],
  ["negative-line", "surface"],
  ["paid", "surface"],
  ["claimed", "surface"],
  ["paid", "claimed"],
  ["focus-outer", "surface"],
  ["focus-outer", "page"],
  ["focus-outer", "focus-inner"],
] as const;

describe.each([
  ["light", light],
  ["dark", dark],
] as const)("in the %s theme", (_name, theme) => {
  test.each(text)("text in %s on %s can be read by nearly everyone (7 : 1)", (ink, ground) => {
    expect(contrast(theme, ink, ground)).toBeGreaterThanOrEqual(7);
  });

  test.each(shapes)("the shape %s on %s can be seen (3 : 1)", (shape, ground) => {
    expect(contrast(theme, shape, ground)).toBeGreaterThanOrEqual(3);
  });
});
