import type { ReactNode } from "react";
import type { Day } from "../../kernel/day.ts";
import { FieldHelp, LabelText, describedBy, type FieldProps, type Option } from "./field.tsx";

const Group = ({ children, ...field }: FieldProps & { children: ReactNode }) => (
  <fieldset className={field.error === undefined ? "field" : "field field-invalid"} aria-describedby={describedBy(field)}>
    <legend className="label">
      <LabelText label={field.label} optional={field.optional} />
    </legend>
    <FieldHelp {...field} />
    {children}
  </fieldset>
);

// The first choice bears the name as id: the error summary points there.
const choiceId = (name: string, index: number): string => (index === 0 ? name : `${name}-${String(index + 1)}`);

type ChoiceProps = { type: "radio" | "checkbox"; name: string; id: string; option: Option; chosen: boolean; invalid: boolean };

const Choice = ({ type, name, id, option, chosen, invalid }: ChoiceProps) => {
  const explained = option.description !== undefined;
  return (
    <div className="choice">
      <input
        type={type}
        id={id}
        name={name}
        value={option.value}
        defaultChecked={chosen}
        aria-describedby={explained ? `${id}-bij` : undefined}
        aria-invalid={invalid && type === "checkbox" ? "true" : undefined}
      />
      <div className="choice-text">
        <label htmlFor={id}>{option.label}</label>
        {explained && (
          <span className="description" id={`${id}-bij`}>
            {option.description}
          </span>
        )}
      </div>
    </div>
  );
};

/** One of a few (keuzerondjes). */
export const RadioGroup = (field: FieldProps & { options: readonly Option[]; value?: string | undefined }) => (
  <Group {...field}>
    <div className="choices">
      {field.options.map((option, index) => (
        <Choice
          key={option.value}
          type="radio"
          name={field.name}
          id={choiceId(field.name, index)}
          option={option}
          chosen={option.value === field.value}
          invalid={field.error !== undefined}
        />
      ))}
    </div>
  </Group>
);

/** Any number of a few (vinkjes). A single option makes a statement to tick, such as "Ik ga akkoord". */
export const CheckboxGroup = (field: FieldProps & { options: readonly Option[]; values?: readonly string[] | undefined }) => (
  <Group {...field}>
    <div className="choices">
      {field.options.map((option, index) => (
        <Choice
          key={option.value}
          type="checkbox"
          name={field.name}
          id={choiceId(field.name, index)}
          option={option}
          chosen={field.values?.includes(option.value) ?? false}
          invalid={field.error !== undefined}
        />
      ))}
    </div>
  </Group>
);

/** The three answers of a date as the person typed them. */
export type DateParts = { day: string; month: string; year: string };

/** A day as the three answers of DateFields. */
export const datePartsOf = (on: Day): DateParts => ({
  day: String(Number(on.slice(8))),
  month: String(Number(on.slice(5, 7))),
  year: on.slice(0, 4),
});

/** Names of the three controls that DateFields sends: dag, maand, jaar. */
export const dateFieldNames = (name: string) => ({ day: `${name}-dag`, month: `${name}-maand`, year: `${name}-jaar` });

/** The text "2026-03-27" from three answers, for `readDay`; leading zeros and spaces are forgiven. */
export const dateText = ({ day, month, year }: DateParts): string =>
  `${year.trim()}-${month.trim().padStart(2, "0")}-${day.trim().padStart(2, "0")}`;

type DateFieldsProps = FieldProps & { value?: DateParts | undefined; /** True for a date of birth. */ birth?: boolean | undefined };

/** A date that people know by heart, in three fields. Sends `name-dag`, `name-maand`, `name-jaar`. */
export const DateFields = (field: DateFieldsProps) => {
  const names = dateFieldNames(field.name);
  const parts = [
    { id: field.name, name: names.day, label: "Dag", value: field.value?.day, fill: "bday-day", style: "input" },
    { id: names.month, name: names.month, label: "Maand", value: field.value?.month, fill: "bday-month", style: "input" },
    { id: names.year, name: names.year, label: "Jaar", value: field.value?.year, fill: "bday-year", style: "input input-year" },
  ];
  return (
    <Group {...field}>
      <div className="date">
        {parts.map((part) => (
          <div key={part.name}>
            <label className="part" htmlFor={part.id}>
              {part.label}
            </label>
            <input
              className={part.style}
              type="text"
              inputMode="numeric"
              id={part.id}
              name={part.name}
              defaultValue={part.value ?? ""}
              autoComplete={field.birth === true ? part.fill : "off"}
              aria-invalid={field.error === undefined ? undefined : "true"}
            />
          </div>
        ))}
      </div>
    </Group>
  );
};
