// WORD JOINER (Unicode: no width, no line break, not white space, no letter): nobody sees it.
const joiner = '\u2060';
const inertSign = `${joiner}#${joiner}`;

// A command begins with `#` and a letter, at the start or after white space (the connector that Jira's own reader comes
// from: `(?:^|\s)#([A-Za-z][A-Za-z\-]*)`). Jira's reader is not published, so everything near to that counts as well:
// letters of any script, digits before them, any sign or number (of an issue key) before it. Only within words and
// addresses it stays as it is.
const command = /(?<![\p{L}/=&?_.~%+-])#(?=\d*[\p{L}_])/gu;

/**
 * The same text to the eye in which nobody reads a Smart Commit: an invisible sign stands on both sides of each `#` that
 * could begin a command, so that it follows no white space and no letter follows it. Takes time linear in the text.
 */
export function withoutCommands(text: string): string {
  return text.includes('#') ? text.replace(command, inertSign) : text;
}

/** Whether `withoutCommands` has changed something in what this text was made of. */
export function heldCommands(text: string): boolean {
  return text.includes(inertSign);
}
