export const smartCommit = {} as const;
