// Small comforts for a browser with script; every page works without this file.

const heading = document.querySelector("[data-focus]");
if (heading instanceof HTMLElement) heading.focus();

// A second press on a button must not send a form twice.
for (const form of document.querySelectorAll('form[method="post"]')) {
  let sent = 0;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sent < 2000 && sent > 0) event.preventDefault();
    else sent = event.timeStamp;
  });
}

// Hours typed so far, per week and for the month. The server reads and judges them by itself.
const minutesIn = (text) => {
  const clock = /^(\d{1,3}):([0-5]\d)$/.exec(text.trim());
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  if (text.trim() === "") return 0;
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  const minutes = match ? Number(match[1]) * 60 + (Number((match[2] ?? "").padEnd(2, "0")) * 60) / 100 : NaN;
  return Number.isInteger(minutes) ? minutes : NaN;
};
const inHours = (minutes) =>
  Number.isNaN(minutes) ? "?\u00a0uur" : `${String(Math.round((minutes * 100) / 60) / 100).replace(".", ",")}\u00a0uur`;
const sum = (inputs) => [...inputs].reduce((total, input) => total + minutesIn(input.value), 0);

for (const sheet of document.querySelectorAll("[data-hours]")) {
  sheet.addEventListener("input", (event) => {
    const week = event.target.closest("[data-week]");
    const weekTotal = week?.querySelector("[data-week-total]");
    if (weekTotal) weekTotal.textContent = inHours(sum(week.querySelectorAll("input")));
    const monthTotal = sheet.querySelector("[data-month-total]");
    if (monthTotal) monthTotal.textContent = inHours(sum(sheet.querySelectorAll("[data-week] input")));
  });
}

// Two minutes before the session ends: a warning, and more time for who asks. Without script, what was kept remains.
const warning = document.querySelector("[data-session-minutes]");
if (warning instanceof HTMLElement) {
  const button = warning.querySelector("button");
  const told = warning.querySelector("p");
  const minutes = Number(warning.dataset.sessionMinutes);
  const later = () => setTimeout(() => (warning.hidden = false), minutes * 60_000);
  later();
  button?.addEventListener("click", async () => {
    const answer = await fetch("/ingelogd", { redirect: "manual" }).catch(() => null);
    if (answer?.status === 200) {
      warning.hidden = true;
      later();
    } else if (told !== null) {
      told.textContent =
        answer === null
          ? "Wij konden u niet ingelogd houden. Controleer uw internet en probeer het opnieuw."
          : "U bent uitgelogd. Kopieer wat u typte en log opnieuw in.";
    }
  });
}
