/** Whether a text stands for a secret that is to come, or is one that everybody guesses; what is masked (`XXXX`) was a real one. */
export function isPlaceholder(value: string): boolean {
  if (/^x+$/i.test(value)) return value.length < 8;
  if (value.length < 8 || TO_COME.test(value)) return true;
  return value.length < 20 && (GUESSED.test(value) || /^[a-z]+$/i.test(value));
}

const TO_COME =
  /change.?(?:me|it|this)|example|placeholder|fake|sample|mock|your[_-]?|^<.*>$|dummy|insert|replace|todo|^\W*$|^\{+.*\}+$/i;
const GUESSED = /default|password|passwd|secret|^(?:token|test|foo|bar|none|null|undefined)|12345/i;
