// Atlassian, release notes: "Using Personal Access Tokens" (8.14), "Jira OAuth 2.0 provider API" (8.22).
const personalTokens = '8.14';
const applicationLinks = '8.22';

/** The oldest that lets another application in at all. */
export const oldestJira = personalTokens;

/** What this Jira has for applications beside it; what is not known is taken to be there. */
export type JiraVersion = {
  /** Personal access tokens. */
  readonly hasTokens: boolean;
  /** OAuth 2.0 incoming links: people sign in through Jira, and let the app act as them. */
  readonly hasLinks: boolean;
};

/** @param text as Jira says it, such as `9.12.4` */
export function jiraVersion(text: string | undefined): JiraVersion {
  return { hasTokens: isAtLeast(text, personalTokens), hasLinks: isAtLeast(text, applicationLinks) };
}

function isAtLeast(text: string | undefined, least: string): boolean {
  const [version, other] = [text, least].map((one) => /^(\d{1,4})\.(\d{1,4})/.exec(one ?? ''));
  if (!version || !other) return true;
  const [major, otherMajor] = [Number(version[1]), Number(other[1])];
  return major > otherMajor || (major === otherMajor && Number(version[2]) >= Number(other[2]));
}
