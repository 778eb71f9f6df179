// charCodeAt gives NaN outside a text, and NaN is in no range: that is nobody's digit or letter.

export const underscore = 0x5f;

export function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

export function isUpper(code: number): boolean {
  return code >= 0x41 && code <= 0x5a;
}

export function isLower(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

export function isLetter(code: number): boolean {
  return isUpper(code) || isLower(code);
}

export function isAlphanumeric(code: number): boolean {
  return isDigit(code) || isLetter(code);
}
