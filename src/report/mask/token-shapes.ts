/**
 * Tokens that are known by their shape alone. Source: the vendors' documentation of their prefixes (GitHub, GitLab, npm, Docker
 * Hub, PyPI, RubyGems, crates.io, AWS, Google, Slack, Stripe, SendGrid, Vault, Hugging Face, OpenAI, Anthropic, DigitalOcean, age),
 * and RFC 7519 for JWTs.
 */
export const TOKEN_SHAPES: readonly RegExp[] = [
  /\bgh[pousr]_[A-Za-z0-9]{20,}/g,
  /\bgithub_pat_\w{22,}/g,
  /\bgl(?:pat|oas|dt|rt|rtr|cbt|ptt|ft|imt|agent|wt|soat|ffct)-[\w.-]{20,}/g,
  /\bnpm_[A-Za-z0-9]{36}/g,
  /\bdckr_(?:pat|oat)_[\w-]{20,}/g,
  /\bpypi-AgEI[\w-]{20,}/g,
  /\brubygems_[a-f0-9]{48}/g,
  /\b(?:AKIA|ASIA)(?![0-9A-Z]*EXAMPLE)[0-9A-Z]{16}\b/g,
  /\bAIza[\w-]{35}/g,
  /\bxox[abeoprs]-[\w-]{10,}/g,
  /\bxapp-\d-[\w-]{20,}/g,
  /\b[sr]k_live_[A-Za-z0-9]{16,}/g,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/g,
  /\bhv[sb]\.[\w-]{24,}/g,
  /\bhf_[A-Za-z0-9]{30,}/g,
  /\bsk-(?:ant|proj)-[\w-]{20,}/g,
  /\bdop_v1_[a-f0-9]{64}/g,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{58}/g,
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g,
];

/** A cheap test for all of them. */
export const MAY_HOLD_TOKEN =
  /gh[pousr]_|github_pat_|gl[a-z]{2,5}-|npm_|dckr_|pypi-A|rubygems_|AKIA|ASIA|AIza|xox[abeoprs]-|xapp-|k_live_|SG\.|hv[sb]\.|hf_|sk-|dop_v1_|AGE-S|eyJ/;
