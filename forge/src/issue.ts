import { startShell } from './shell.ts';

/** The panel of an issue. Whether the person may see that issue is for the server to find out. */
void startShell(({ issueKey = '' }) => `/issue?issueKey=${encodeURIComponent(issueKey)}`);
