/** gitlab.com's limit for an authenticated user, and a latency such as one sees between continents. */
export const gitlabCom = { rateLimit: 2_000, latencyMs: 100 } as const;
