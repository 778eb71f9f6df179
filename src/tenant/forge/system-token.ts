/**
 * Forge guarantees so much of a system token's life when it comes with an event or a schedule (Forge Remote, "Calling
 * product APIs"); there is no way to ask for a new one, so the hourly schedule brings it. ms
 */
export const guaranteedLifeMs = 2 * 60 * 60_000;

/** Whether the token may still be used. @param issuedAt epoch ms; null where there is none */
export function isUsable(issuedAt: number | null, now: number): issuedAt is number {
  return issuedAt !== null && now - issuedAt < guaranteedLifeMs;
}
