import { day, month, type Day } from "../../kernel/day.ts";
import { cents, minutes, type Minutes } from "../../kernel/money.ts";
import { Page } from "../layout.tsx";
import { errorAt, type FieldError } from "./alert.tsx";
import { BudgetCard } from "./budget-card.tsx";
import type { BudgetCourse } from "./budget-line.tsx";
import { BudgetTable, type BudgetRow } from "./budget.tsx";
import { Card, Details, TaskList, type Task } from "./card.tsx";
import { RadioGroup } from "./choice.tsx";
import { AmountLines, FindingBlock, MoneyTable, type MoneyRow } from "./decision.tsx";
import { TextArea } from "./field.tsx";
import { Button, ButtonRow, Form } from "./form.tsx";
import { holderFrame, representativeFrame } from "./gallery-frame.ts";
import { HourSheet, HourSheetFields, hourFieldName } from "./hours.tsx";
import { ActionLink, Aside, Columns, PageHeading, Section, Small, Stack, Text } from "./text.tsx";

const budgets: BudgetRow[] = [
  {
    id: "1",
    name: "Begeleiding",
    payer: "Wmo, gemeente Lindehoven",
    year: "2026",
    figures: { awarded: cents(2400000), paid: cents(1742000), claimed: cents(110200), committed: cents(220400) },
  },
  {
    id: "2",
    name: "Huishoudelijke hulp",
    payer: "Wmo, gemeente Lindehoven",
    year: "2026",
    figures: { awarded: cents(624000), paid: cents(528000), claimed: cents(36000), committed: cents(78000) },
  },
];

const year = { from: day("2026-01-01"), until: day("2026-12-31") };

const courses: BudgetCourse[] = [
  {
    ...year,
    awarded: cents(2400000),
    past: [
      ["2026-01-01", 2400000],
      ["2026-03-31", 1975000],
      ["2026-06-30", 1510000],
      ["2026-09-30", 870000],
      ["2026-11-21", 547800],
    ].map(([on, left]) => ({
      on: day(String(on)),
      left: cents(Number(left)),
    })),
    expected: { on: day("2026-12-31"), left: cents(327400) },
  },
  {
    ...year,
    awarded: cents(624000),
    past: [
      ["2026-01-01", 624000],
      ["2026-03-31", 466000],
      ["2026-06-30", 301000],
      ["2026-09-30", 168000],
      ["2026-11-21", 60000],
    ].map(([on, left]) => ({
      on: day(String(on)),
      left: cents(Number(left)),
    })),
    expected: { on: day("2026-12-21"), left: cents(0) },
  },
];

const tasks: Task[] = [
  {
    href: "/uren/1",
    sentence: "Controleer de uren van Fatma Yılmaz",
    detail: "Oktober 2026: 38 uur, € 1.102,00",
    icon: "clock",
    daysLeft: 7,
  },
  {
    href: "/declaraties/2",
    sentence: "Verbeter uw declaratie voor vervoer",
    detail: "Er ontbreekt een datum. Daarom kunnen wij nog niet betalen.",
    icon: "pencil",
    daysLeft: 12,
  },
  {
    href: "/overeenkomsten/3",
    sentence: "Onderteken de overeenkomst met Thuiszorg De Linde",
    detail: "De overeenkomst gaat in op 1 januari 2027.",
    icon: "document",
    daysLeft: 40,
  },
];

const payments: MoneyRow[] = [
  { id: "a", who: "Thuiszorg De Linde", what: "Huishoudelijke hulp, september", amount: cents(34800), day: day("2026-11-17") },
  { id: "b", who: "Fatma Yılmaz", what: "Begeleiding, september", amount: cents(116000), day: day("2026-11-03"), href: "/betalingen/b" },
  { id: "c", who: "Hannie de Vries", what: "Vervoer, augustus", amount: cents(4260), day: day("2026-10-28") },
];

/** A holder's home: tasks, budgets, payments. */
export const HomePage = () => (
  <Page {...holderFrame} title="Start" current="/start">
    <PageHeading title="Dag mevrouw De Vries" lead="U hebt 3 dingen te doen." />
    <Section title="Dit kunt u nu doen">
      <TaskList tasks={tasks} />
    </Section>
    <Section title="Uw budgetten voor 2026">
      <Columns>
        {budgets.map((budget, index) => (
          <BudgetCard key={budget.id} budget={budget} course={courses[index]} href={`/budget/${budget.id}`} />
        ))}
      </Columns>
      <Details summary="Uw budgetten als tabel">
        <BudgetTable caption="Uw budgetten" rows={budgets} />
      </Details>
    </Section>
    <div className="section">
      <Columns kind="side">
        <Section title="Laatste betalingen">
          <Stack>
            <MoneyTable caption="Laatste betalingen" captionHidden rows={payments} />
            <ActionLink href="/betalingen">Alle betalingen</ActionLink>
          </Stack>
        </Section>
        <Section title="Hulp nodig?">
          <Card>
            <Text>
              <p>
                Bel ons op <a href="tel:0880000000">088&nbsp;000&nbsp;00&nbsp;00</a>. Dat kan op werkdagen van 8.00 tot 18.00 uur.
              </p>
              <p>
                Liever op papier? <a href="/formulier">Vraag een formulier aan</a>.
              </p>
            </Text>
          </Card>
        </Section>
      </Columns>
    </div>
  </Page>
);

const october = month("2026-10");
const hours: Record<string, number> = {
  "01": 2,
  "02": 2,
  "05": 2.5,
  "07": 2,
  "09": 3.5,
  "12": 4,
  "14": 2,
  "15": 2,
  "16": 4,
  "19": 2.5,
  "21": 2,
  "23": 3.5,
  "26": 2,
  "28": 2,
  "30": 2,
};
const worked = new Map<Day, Minutes>(Object.entries(hours).map(([date, count]) => [day(`2026-10-${date}`), minutes(count * 60)]));
const weekFinding = [{ week: 42, text: "4 uur meer dan afgesproken" }];

/** A representative approves hours, or says what is wrong. */
export const ApprovePage = ({ errors = [] }: { errors?: readonly FieldError[] | undefined }) => (
  <Page
    {...representativeFrame}
    title="Uren controleren"
    current="/uren"
    errors={errors}
    crumbs={[{ label: "Start", href: "/start" }, { label: "Uren", href: "/uren" }, { label: "Fatma Yılmaz, oktober" }]}
  >
    <PageHeading title="Controleer de uren van Fatma Yılmaz" lead="Oktober 2026, begeleiding. Controleer de uren uiterlijk 28 november." />
    <Columns kind="side">
      <Stack>
        <FindingBlock
          title="Week 42: 4 uur meer dan afgesproken"
          facts="In week 42 staan 12 uur. In de overeenkomst staat: hoogstens 8 uur in een week."
          remedy="Keurt u goed, dan betalen wij 8 uur voor week 42. Klopt het niet? Wijs de uren af, dan kan Fatma ze verbeteren."
          ground="Controle D108, zorgovereenkomst artikel 4"
        />
        <h2>De uren per dag</h2>
        <HourSheet month={october} worked={worked} findings={weekFinding} />
      </Stack>
      <Aside>
        <Card title="Dit betalen wij" level={2}>
          <AmountLines
            lines={[
              { what: "Uren die Fatma schreef", value: "38 uur" },
              { what: "Uren die wij betalen", value: "34 uur" },
              { what: "Tarief per uur", value: cents(2900) },
              { what: "Totaal", value: cents(98600), total: true },
              { what: "Over na deze betaling", value: cents(339000) },
            ]}
          />
          <Form action="/uren/1/goedkeuren" csrf="voorbeeld">
            <ButtonRow>
              <Button icon="check-circle">Goedkeuren</Button>
            </ButtonRow>
          </Form>
          <Small>Met goedkeuren geeft u ons opdracht om te betalen.</Small>
          <Details summary="Er klopt iets niet" open={errors.length > 0}>
            <Form action="/uren/1/afwijzen" csrf="voorbeeld">
              <RadioGroup
                name="reden"
                label="Wat klopt er niet?"
                error={errorAt(errors, "reden")}
                options={[
                  { value: "uren", label: "De uren kloppen niet" },
                  { value: "zorg", label: "Deze zorg heb ik niet gekregen" },
                  { value: "anders", label: "Iets anders" },
                ]}
              />
              <TextArea name="uitleg" label="Wat moet Fatma verbeteren?" description="Fatma leest dit." error={errorAt(errors, "uitleg")} />
              <ButtonRow>
                <Button variant="danger">Afwijzen en terugsturen</Button>
              </ButtonRow>
            </Form>
          </Details>
        </Card>
      </Aside>
    </Columns>
  </Page>
);

const typed = new Map<Day, string>([...worked].map(([on, count]) => [on, String(count / 60).replace(".", ",")]));
typed.set(day("2026-10-12"), "44");
const closed = new Set([day("2026-10-30"), day("2026-10-31")]);

/** A provider fills in hours and made one mistake. */
export const FillInPage = () => {
  const errors = [{ field: hourFieldName(day("2026-10-12")), message: "Vul bij maandag 12 oktober een getal in van 0 tot en met 24" }];
  return (
    <Page
      {...holderFrame}
      audience="provider"
      person="Fatma Yılmaz"
      title="Uren invullen"
      current="/uren"
      errors={errors}
      crumbs={[{ label: "Start", href: "/start" }, { label: "Uren", href: "/uren" }, { label: "Mevrouw De Vries, oktober" }]}
    >
      <PageHeading title="Vul uw uren in voor mevrouw De Vries" lead="Oktober 2026, begeleiding. Een half uur schrijft u als 0,5." />
      <Form action="/uren/2" csrf="voorbeeld">
        <Columns kind="side">
          <HourSheetFields
            month={october}
            values={typed}
            errors={errors}
            closed={closed}
            findings={[{ week: 43, text: "Er is nog 6 uur over in deze overeenkomst." }]}
          />
          <Aside>
            <Card title="Samen" level={2}>
              <AmountLines
                lines={[
                  { what: "Uren tot nu toe", value: "26 uur" },
                  { what: "Tarief per uur", value: cents(2900) },
                  { what: "Totaal", value: cents(75400), total: true },
                ]}
              />
              <ButtonRow>
                <Button name="doen" value="versturen">
                  Versturen
                </Button>
                <Button variant="secondary" name="doen" value="bewaren">
                  Bewaren
                </Button>
              </ButtonRow>
              <Small>Mevrouw De Vries controleert de uren. Daarna betalen wij u.</Small>
            </Card>
          </Aside>
        </Columns>
      </Form>
    </Page>
  );
};
