import type { Locator, Page } from "playwright-core";

// What somebody does on a page: with a pointer, or with nothing but the keys of a keyboard. By keyboard every stop on the way must
// show that it has the focus.

/** The hands of somebody at a page. */
export type Hands = {
  /** Presses a button or follows a link, and waits for the page that comes. */
  press(target: Locator): Promise<void>;
  /** Opens what was folded away. */
  unfold(target: Locator): Promise<void>;
  /** Writes an answer over the one that was there. */
  fill(name: string, value: string): Promise<void>;
  /** Chooses one of several. */
  choose(name: string, value: string): Promise<void>;
  /** Ticks a box. */
  tick(target: Locator): Promise<void>;
  /** Comes to a field without changing it. */
  reach(target: Locator): Promise<void>;
};

// An outline or a ring, and within the window: whoever sees must see where he is.
const unseenFocus = `(() => {
  const active = document.activeElement;
  if (active === null || active === document.body || active.matches("[tabindex='-1']")) return null;
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(active);
  const { top, bottom, left, right } = active.getBoundingClientRect();
  const told = active.outerHTML.slice(0, 120);
  if ((outlineStyle === "none" || outlineWidth === "0px") && boxShadow === "none") return "nobody sees the focus on " + told;
  return bottom > 0 && top < innerHeight && right > 0 && left < innerWidth ? null : "outside the window: " + told;
})()`;

const mostStops = 300;

/** Goes on with the Tab key until this has the focus. Throws when it is never reached, or when a stop cannot be seen. */
export const tabTo = async (page: Page, target: Locator): Promise<void> => {
  for (let stop = 0; stop < mostStops; stop += 1) {
    const fault = await page.evaluate<string | null>(unseenFocus);
    if (fault !== null) throw new Error(`${page.url()}: ${fault}`);
    if ((await target.first().and(page.locator(":focus")).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${page.url()}: the Tab key does not reach ${String(target)}`);
};

const goes = async (page: Page, act: () => Promise<void>): Promise<void> => {
  await Promise.all([page.waitForEvent("domcontentloaded"), act()]);
};

const named = (page: Page, name: string): Locator => page.locator(`main [name="${name}"]`);

/** The hands of somebody who uses a pointer. */
export const pointer = (page: Page): Hands => ({
  press: (target) => goes(page, () => target.first().click()),
  unfold: (target) => target.click(),
  fill: (name, value) => named(page, name).fill(value),
  choose: (name, value) => page.locator(`input[name="${name}"][value="${value}"]`).check(),
  tick: (target) => target.check(),
  reach: (target) => target.scrollIntoViewIfNeeded(),
});

/** The hands of somebody who has nothing but a keyboard: Tab, Enter, space and arrows. */
export const keyboard = (page: Page): Hands => ({
  press: async (target) => {
    await tabTo(page, target);
    await goes(page, () => page.keyboard.press("Enter"));
  },
  unfold: async (target) => {
    await tabTo(page, target);
    await page.keyboard.press("Enter");
  },
  fill: async (name, value) => {
    await tabTo(page, named(page, name));
    await page.keyboard.press("ControlOrMeta+a");
    await page.keyboard.type(value);
  },
  choose: async (name, value) => {
    const wanted = page.locator(`input[name="${name}"][value="${value}"]`);
    const checked = page.locator(`input[name="${name}"]:checked`);
    const isNew = (await checked.count()) === 0;
    await tabTo(page, isNew ? page.locator(`input[name="${name}"]`) : checked);
    if (isNew) await page.keyboard.press("Space");
    const count = await page.locator(`input[name="${name}"]`).count();
    for (let step = 0; step < count && !(await wanted.isChecked()); step += 1) await page.keyboard.press("ArrowDown");
    if (!(await wanted.isChecked())) throw new Error(`${page.url()}: the arrows do not reach ${name}=${value}`);
  },
  tick: async (target) => {
    await tabTo(page, target);
    if (!(await target.isChecked())) await page.keyboard.press("Space");
  },
  reach: (target) => tabTo(page, target),
});
