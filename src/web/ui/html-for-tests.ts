import { HtmlValidate, StaticConfigLoader, type DOMReadyEvent, type HtmlElement, type Plugin, type Report } from "html-validate";

/** The document of a page, as far as tests look at it. */
type Document = { querySelectorAll: (selector: string) => HtmlElement[] };

let last: Document | null = null;

// The validator reads the page anyway; we look at what it read.
const keepsDocument: Plugin = {
  name: "keeps-document",
  setup: (_source, events) => {
    events.on("dom:ready", (_event: string, { document }: DOMReadyEvent) => void (last = document));
  },
};

const validator = new HtmlValidate(
  new StaticConfigLoader({
    plugins: [keepsDocument],
    extends: ["html-validate:recommended", "html-validate:a11y"],
    rules: {
      // How React writes a document is not how a person would; browsers read both the same.
      "void-style": "off",
      "attr-case": "off",
      "attribute-boolean-style": "off",
      "attribute-empty-style": "off",
      "no-trailing-whitespace": "off",
      "long-title": "off",
      "no-inline-style": "error",
      // A scroll region and the lists without bullets need their role said aloud in some browsers.
      "prefer-native-element": "off",
      "doctype-style": "off",
      "form-dup-name": ["error", { shared: ["radio", "button", "reset", "submit", "checkbox"] }],
    },
  }),
);

// The same reader, which asks nothing of what it reads.
const reader = new HtmlValidate(new StaticConfigLoader({ plugins: [keepsDocument], rules: {} }));

/** A field as a form would send it, and how it is shown. */
export type FormField = { name: string; kind: string; value: string; checked: boolean };

/** A form of a page. */
export type FoundForm = {
  method: "get" | "post";
  action: string;
  files: boolean;
  fields: readonly FormField[];
  buttons: readonly FormField[];
};

/** A page as a test sees it: what is wrong with it, and where one can go from it. */
export type FoundPage = {
  faults: readonly string[];
  title: string;
  links: readonly string[];
  forms: readonly FoundForm[];
  /** Where the error summary points; null without one. */
  summary: readonly string[] | null;
};

const attribute = (element: HtmlElement, name: string): string => element.getAttributeValue(name) ?? "";

const pointers = ["aria-describedby", "aria-labelledby", "aria-controls", "aria-details", "aria-owns", "aria-errormessage", "headers"];

/** Ids that something points at but that are not there exactly once. */
const wrongReferences = (document: Document): string[] => {
  const ids = document.querySelectorAll("[id]").map((element) => attribute(element, "id"));
  const asked = [
    ...pointers.flatMap((name) =>
      document.querySelectorAll(`[${name}]`).flatMap((element) =>
        attribute(element, name)
          .split(/\s+/)
          .map((id) => [name, id] as const),
      ),
    ),
    ...["for", "form", "list"].flatMap((name) =>
      document.querySelectorAll(`[${name}]`).map((element) => [name, attribute(element, name)] as const),
    ),
    ...["href", "fill"].flatMap((name) =>
      document.querySelectorAll(`[${name}]`).flatMap((element) => {
        const [, id] = /^(?:url\()?#([^)]+)\)?$/.exec(attribute(element, name)) ?? [];
        return id === undefined ? [] : [[name, id] as const];
      }),
    ),
  ];
  return asked
    .map(([name, id]) => [name, id, ids.filter((one) => one === id).length] as const)
    .filter(([, , times]) => times !== 1)
    .map(([name, id, times]) => `${name} points at #${id}, which is there ${String(times)} times`);
};

const headingFaults = (document: Document): string[] => {
  const levels = document
    .querySelectorAll("h1, h2, h3, h4, h5, h6")
    .filter((heading) => attribute(heading, "id") !== "fouten")
    .map(({ tagName }) => Number(tagName[1]));
  const skipped = levels.filter((level, index) => level - (levels[index - 1] ?? 0) > 1);
  const tops = levels.filter((level) => level === 1).length;
  return [
    ...(tops === 1 ? [] : [`${String(tops)} headings of the first level`]),
    ...skipped.map((level) => `a heading of level ${String(level)} skips one`),
  ];
};

const frameFaults = (document: Document, title: string, hasSummary: boolean): string[] => [
  ...(document.querySelectorAll("html").some((html) => attribute(html, "lang") === "nl") ? [] : ["no lang=nl"]),
  ...(/\S - Mijn pgb$/.test(title) ? [] : [`title "${title}" does not end with the name of the product`]),
  ...(title.startsWith("Fout: ") === hasSummary ? [] : [`title "${title}" and the error summary do not agree`]),
  ...(document.querySelectorAll("main").length === 1 ? [] : ["not one main"]),
];

/** Fields that nobody could name: no label around or for it, and no other name. */
const unnamedFields = (document: Document): string[] => {
  const labelled = new Set(document.querySelectorAll("label[for]").map((label) => attribute(label, "for")));
  return document
    .querySelectorAll("input, select, textarea")
    .filter((field) => attribute(field, "type") !== "hidden")
    .filter((field) => !labelled.has(attribute(field, "id")) && field.closest("label") === null)
    .filter((field) => !field.hasAttribute("aria-label") && !field.hasAttribute("aria-labelledby"))
    .map((field) => `field ${attribute(field, "name")} has no label`);
};

const fieldOf = (element: HtmlElement): FormField => ({
  name: attribute(element, "name"),
  kind: element.tagName === "input" ? attribute(element, "type") || "text" : element.tagName,
  value: element.tagName === "textarea" ? element.textContent : attribute(element, "value"),
  checked: element.hasAttribute("checked"),
});

const optionOf = (select: HtmlElement): FormField => {
  const options = select.querySelectorAll("option");
  const chosen = options.find((option) => option.hasAttribute("selected")) ?? options[0];
  return { name: attribute(select, "name"), kind: "select", value: chosen ? attribute(chosen, "value") : "", checked: true };
};

const formOf = (document: Document, form: HtmlElement): FoundForm => {
  const id = attribute(form, "id");
  const outside = id === "" ? [] : document.querySelectorAll(`[form="${id}"]`);
  const within = (selector: string): HtmlElement[] => [
    ...form.querySelectorAll(selector),
    ...outside.filter((element) => selector.split(", ").includes(element.tagName)),
  ];
  return {
    method: attribute(form, "method").toLowerCase() === "post" ? "post" : "get",
    action: attribute(form, "action"),
    files: attribute(form, "enctype") === "multipart/form-data",
    fields: [...within("input, textarea").map(fieldOf), ...within("select").map(optionOf)].filter(({ name }) => name !== ""),
    buttons: within("button").map((button) => ({ ...fieldOf(button), kind: "button" })),
  };
};

const read = async (html: string, by: HtmlValidate): Promise<{ document: Document; results: Report["results"] }> => {
  last = null;
  const { results } = await by.validateString(html);
  const document = last as Document | null;
  if (document === null) throw new Error(`no document in ${html.slice(0, 200)}`);
  return { document, results };
};

/** Reads a page for where one can go from it, for who does not judge it. */
export const readPage = async (html: string): Promise<FoundPage> => {
  const { document } = await read(html, reader);
  return { faults: [], ...contentOf(document) };
};

const contentOf = (document: Document): Omit<FoundPage, "faults"> => {
  const summaries = document.querySelectorAll(".error-summary");
  return {
    title: document.querySelectorAll("title")[0]?.textContent ?? "",
    links: document.querySelectorAll("a").map((link) => attribute(link, "href").replaceAll("&amp;", "&")),
    forms: document.querySelectorAll("form").map((form) => formOf(document, form)),
    summary: summaries.length === 0 ? null : summaries.flatMap((one) => one.querySelectorAll("a").map((link) => attribute(link, "href"))),
  };
};

/** Reads a page and holds it to what every page promises: valid HTML, references that arrive, one h1, a title, no inline style or script. */
export const foundPage = async (html: string): Promise<FoundPage> => {
  const { document, results } = await read(html, validator);
  const content = contentOf(document);
  const { title, summary } = content;
  const invalid = results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, selector }) => `${ruleId}: ${message} at ${selector ?? ""}`),
  );
  const inline = /\sstyle=|\son[a-z]+="|<style|<script(?![^>]*\ssrc=)/.test(html) ? ["inline style, script or handler"] : [];
  return {
    faults: [
      ...invalid,
      ...wrongReferences(document),
      ...unnamedFields(document),
      ...headingFaults(document),
      ...frameFaults(document, title, summary !== null),
      ...inline,
    ],
    ...content,
  };
};
