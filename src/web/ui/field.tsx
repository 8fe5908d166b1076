import type { ReactNode } from "react";
import { Icon } from "./icon.tsx";

/** What every field has. The id of its first control is its name, so that an error summary can point at it. */
export type FieldProps = {
  name: string;
  label: string;
  /** Help between label and control; why we ask, or an example. */
  description?: ReactNode;
  /** What is wrong and what to do; shown before the control. */
  error?: string | undefined;
  optional?: boolean | undefined;
};

/** Ids of description and error, in the order in which they are read, or undefined when there are none. */
export const describedBy = ({ name, description, error }: Pick<FieldProps, "name" | "description" | "error">): string | undefined =>
  [description !== undefined ? `${name}-uitleg` : "", error !== undefined ? `${name}-fout` : ""].filter(Boolean).join(" ") || undefined;

/** Label text with "(niet verplicht)" where that holds. */
export const LabelText = ({ label, optional }: Pick<FieldProps, "label" | "optional">) => (
  <>
    {label}
    {optional === true && <span className="label-optional"> (niet verplicht)</span>}
  </>
);

/** Description and error of a field, with the ids that `describedBy` names. */
export const FieldHelp = ({ name, description, error }: Pick<FieldProps, "name" | "description" | "error">) => (
  <>
    {description !== undefined && (
      <div className="description" id={`${name}-uitleg`}>
        {description}
      </div>
    )}
    {error !== undefined && (
      <p className="error-message" id={`${name}-fout`}>
        <Icon name="error" />
        <span>
          <span className="hidden-text">Fout: </span>
          {error}
        </span>
      </p>
    )}
  </>
);

const Field = ({ children, ...field }: FieldProps & { children: ReactNode }) => (
  <div className={field.error === undefined ? "field" : "field field-invalid"}>
    <label className="label" htmlFor={field.name}>
      <LabelText label={field.label} optional={field.optional} />
    </label>
    <FieldHelp {...field} />
    {children}
  </div>
);

/** What ties a control to its label, description and error. */
export const wiring = (field: FieldProps) => ({
  id: field.name,
  name: field.name,
  "aria-describedby": describedBy(field),
  "aria-invalid": field.error === undefined ? undefined : ("true" as const),
  "aria-required": field.optional === true ? undefined : ("true" as const),
});

type InputWidth = "short" | "medium" | "long" | "full";
const inputClass = (width: InputWidth): string => (width === "full" ? "input" : `input input-${width}`);

export type TextFieldProps = FieldProps & {
  value?: string | undefined;
  type?: "text" | "email" | "tel" | "search" | undefined;
  inputMode?: "text" | "numeric" | "decimal" | "email" | "tel" | undefined;
  /** What the browser may fill in: "name", "email", "bday-day" …; "off" where it may not. */
  autoComplete?: string | undefined;
  width?: InputWidth | undefined;
};

/** One line of text. */
export const TextField = (field: TextFieldProps) => (
  <Field {...field}>
    <input
      className={inputClass(field.width ?? "full")}
      type={field.type ?? "text"}
      defaultValue={field.value ?? ""}
      inputMode={field.inputMode}
      autoComplete={field.autoComplete ?? "off"}
      {...wiring(field)}
    />
  </Field>
);

type NumberFieldProps = FieldProps & { /** As the person typed it; never corrected. */ value?: string | undefined };

/** A length of time in hours: "2,5" or "2:30". Read it with `readHours`. */
export const HoursField = (field: NumberFieldProps) => (
  <Field {...field}>
    <div className="with-unit">
      <input
        className="input input-short input-number"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={field.value ?? ""}
        {...wiring(field)}
      />
      <span className="unit">uur</span>
    </div>
  </Field>
);

/** An amount in euros: "12,50". Read it with `readEuros`. */
export const MoneyField = (field: NumberFieldProps) => (
  <Field {...field}>
    <div className="with-unit">
      <span className="unit" aria-hidden="true">
        €
      </span>
      <input
        className="input input-medium input-number"
        type="text"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={field.value ?? ""}
        {...wiring(field)}
      />
    </div>
  </Field>
);

/** Several lines of text. */
export const TextArea = (field: FieldProps & { value?: string | undefined; rows?: number | undefined }) => (
  <Field {...field}>
    <textarea className="input" rows={field.rows ?? 4} defaultValue={field.value ?? ""} {...wiring(field)} />
  </Field>
);

/** One answer that can be chosen. */
export type Option = { value: string; label: string; description?: ReactNode };

/** One of many, more than about seven; for fewer use RadioGroup. Begins with "Maak een keuze" while nothing is chosen. */
export const Select = (field: FieldProps & { options: readonly Option[]; value?: string | undefined }) => (
  <Field {...field}>
    <div className="select">
      <select className="input" defaultValue={field.value ?? ""} {...wiring(field)}>
        {field.value === undefined && <option value="">Maak een keuze</option>}
        {field.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <Icon name="down" />
    </div>
  </Field>
);

/** A file to send along. `accept` as in HTML, for example ".xml". The form needs `files`. */
export const FileField = (field: FieldProps & { accept?: string | undefined; multiple?: boolean | undefined }) => (
  <Field {...field}>
    <input className="input input-file" type="file" accept={field.accept} multiple={field.multiple} {...wiring(field)} />
  </Field>
);
