import type { ReactNode } from "react";

// All drawn for this portal on a grid of 24, stroke 2. Never without words beside them.
const drawings = {
  home: <path d="M4 11.5 12 4.5l8 7M6.5 10v9.5h11V10M10 19.5v-5h4v5" />,
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7v5.2l3.3 2" />
    </>
  ),
  budget: (
    <>
      <rect x="3" y="6" width="18" height="12" rx="2" />
      <circle cx="12" cy="12" r="2.75" />
      <path d="M6.5 9.5v5M17.5 9.5v5" />
    </>
  ),
  letter: (
    <>
      <rect x="3.5" y="5.5" width="17" height="13" rx="2" />
      <path d="m4.5 7.5 7.5 6 7.5-6" />
    </>
  ),
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  pencil: <path d="m4.5 19.5 1-4.2L15.8 5a2.2 2.2 0 0 1 3.1 3.1L8.7 18.4zM13.8 7l3.2 3.2" />,
  document: <path d="M13.5 3.5H7A1.5 1.5 0 0 0 5.5 5v14A1.5 1.5 0 0 0 7 20.5h10a1.5 1.5 0 0 0 1.5-1.5V8.5zM13.5 3.5v5h5M9 13h6M9 16.5h4" />,
  agreement: <path d="M4.5 4.5h11v8M4.5 4.5v15h7M8 8.5h4.5M8 12h2.5M13.5 18.5c1.5-3 3-4.5 3.7-3.8.8.8-2 3.8-1 4.3s1.8-1 3.8-1.6" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  "check-circle": (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="m8 12.3 2.8 2.8 5.2-5.6" />
    </>
  ),
  warning: (
    <>
      <path d="M12 4 2.8 19.5h18.4z" />
      <path d="M12 10v4.2M12 16.9v.1" />
    </>
  ),
  error: (
    <>
      <path d="M8.5 3.5h7l5 5v7l-5 5h-7l-5-5v-7z" />
      <path d="M12 7.8v5M12 16v.1" />
    </>
  ),
  info: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 11.2v4.8M12 8v.1" />
    </>
  ),
  forward: <path d="m9 5.5 6.5 6.5L9 18.5" />,
  back: <path d="M15 5.5 8.5 12l6.5 6.5" />,
  down: <path d="m5.5 9 6.5 6.5L18.5 9" />,
  person: (
    <>
      <circle cx="12" cy="8" r="3.75" />
      <path d="M4.5 20c.8-4 3.7-6 7.5-6s6.7 2 7.5 6" />
    </>
  ),
  people: (
    <>
      <circle cx="9" cy="8.5" r="3.25" />
      <path d="M2.8 19.5c.6-3.6 3-5.5 6.2-5.5s5.6 1.9 6.2 5.5M15.5 5.6a3.25 3.25 0 0 1 0 5.8M17.5 14.5c2 .7 3.3 2.5 3.7 5" />
    </>
  ),
  bank: <path d="M3.5 9.5 12 4.5l8.5 5zM5.5 9.5v7M10 9.5v7M14 9.5v7M18.5 9.5v7M3.5 19.5h17" />,
  scales: <path d="M12 4v16M8 20h8M5 7.5h14M5 7.5l-2.5 6a2.7 2.7 0 0 0 5 0zM19 7.5l-2.5 6a2.7 2.7 0 0 0 5 0z" />,
  calendar: (
    <>
      <rect x="4" y="5.5" width="16" height="14.5" rx="2" />
      <path d="M4 10h16M8.5 3.5v4M15.5 3.5v4" />
    </>
  ),
  download: <path d="M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 19.5h14" />,
  search: (
    <>
      <circle cx="10.5" cy="10.5" r="6" />
      <path d="m15 15 5 5" />
    </>
  ),
  close: <path d="m6 6 12 12M18 6 6 18" />,
  tray: <path d="M4 13.5 6.5 5h11l2.5 8.5V19H4zM4 13.5h4.5c0 1.7 1.5 3 3.5 3s3.5-1.3 3.5-3H20" />,
} as const satisfies Record<string, ReactNode>;

/** Name of one of our own icons. */
export type IconName = keyof typeof drawings;

/** All names, for the gallery. */
export const iconNames = Object.keys(drawings) as IconName[];

/** An icon of 24 px beside words; never the only carrier of a meaning, so hidden from screen readers. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    {drawings[name]}
  </svg>
);

/** The mark of the portal: a budget as a ring, the part that is left lighter. */
export const Mark = () => (
  <svg className="mark" viewBox="0 0 36 36" aria-hidden="true" focusable="false">
    <path className="mark-ring" d="M20 5.15A13 13 0 1 1 5.15 20" />
    <path className="mark-rest" d="M5.15 16A13 13 0 0 1 16 5.15" />
    <circle className="mark-dot" cx="18" cy="18" r="3.5" />
  </svg>
);
