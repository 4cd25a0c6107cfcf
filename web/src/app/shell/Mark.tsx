/** The R of Régie; its name always stands beside it. */
export function Mark() {
  return (
    <svg aria-hidden viewBox="0 0 32 32" className="keep-colour size-7 shrink-0">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path
        d="M11 24V8h6.2a4.9 4.9 0 0 1 0 9.8H11m6 0 5 6.2"
        fill="none"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-on-accent"
      />
    </svg>
  );
}
