// What stops the gateway before it starts: every problem of its configuration at once, for the person at the keyboard.

/** `where` is a variable or a `FILE:LINE path`; `message` says what is wrong and what would be right, and repeats no value: it could be a secret. */
export interface ConfigurationProblem { where: string; message: string }

/** Not an AlertBridgeError: nobody has called yet, so there is no HTTP status to answer with. The command prints it and exits 1. */
export class ConfigurationError extends Error {
  readonly problems: readonly ConfigurationProblem[];

  constructor(problems: readonly ConfigurationProblem[]) {
    super(['The configuration has problems:', ...problems.map(({ where, message }) => `  ${where}: ${message}`)].join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}
