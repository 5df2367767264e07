/** Words of what keeps some requests out or sends them elsewhere. */
const GUARDS =
  /auth(?!or)|jwt|passport|log(?:ged)?[_-]?in|session|token|secur|protect|guard|permi(?!um)|\bacl\b|role|\badmin|private|restrict|csrf|csurf|rate[_-]?limit|limiter|throttl|slow[_-]?down|https|[_-]ssl|ssl[_-]|sslify|talisman|redirect|oidc|saml|\bsso\b|keycloak|clerk|cognito|okta|autoload|proxy|requires?_|_required|current[_ ]?user|api[_-]?key|deny|\bban|firewall|whitelist|allow(?:ed)?[_-]?(?:list|host|ip)|trusted[_-]?host|signature|verif|maintenance|\btenant|\b40[0-9]\b|\b429\b|\b30[12378]\b/i;
const REFUSALS =
  /\b40[0134]\b|unauthori[sz]ed|forbidden|badrequest|redirect|auth(?!or)|login|jwt|token|password|current_?user/i;

/** Whether code that runs before a handler may keep a request from it. */
export function mayGuard(text: string): boolean {
  return GUARDS.test(text.replaceAll(/urlencoded|https?:\/\/|['"]use strict['"]/g, ""));
}

/** Calls that serve with TLS, and settings that answer some hosts alone: a plain request to localhost gets no answer. */
const NOT_PLAIN =
  /\b(?:https\.createServer|createSecureServer|httpsOptions|ssl_context|ssl_keyfile|ssl_certfile|TRUSTED_HOSTS|(?:ListenAndServe|Run|Listen|Start|StartAuto|Serve)TLS)\b|require\(['"](?:node:)?https['"]\)\.createServer/;

/** Whether a source file shows that a server does not answer plain requests from its own host. */
export function isNotPlain(text: string): boolean {
  return NOT_PLAIN.test(text);
}

/** Whether a handler may refuse a request that brings nothing. */
export function mayRefuse(text: string): boolean {
  return REFUSALS.test(text);
}
