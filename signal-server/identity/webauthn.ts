/** The library for passkeys takes some megabytes, with all the certificates it knows: a server without passkeys goes without it. */
export const webauthn = () => import('@simplewebauthn/server');
export const webauthnHelpers = () => import('@simplewebauthn/server/helpers');
