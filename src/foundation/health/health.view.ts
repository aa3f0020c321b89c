/** How the process is. */
export class HealthView {
  /** `live` or `ready`. */
  status: string;

  /** What each check found: `ok` or `failed`. */
  checks?: Record<string, string>;
}
