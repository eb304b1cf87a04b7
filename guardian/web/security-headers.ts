import type { FastifyHelmetOptions } from "@fastify/helmet";

/**
 * No script, style, picture or connection but our own. HSTS is off because the page is served on loopback without
 * TLS and the header would lock out other programs on localhost.
 */
export const SECURITY_HEADERS: FastifyHelmetOptions = {
  global: true,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: "no-referrer" },
  strictTransportSecurity: false,
};

/** The browser's own position, camera and microphone are never wanted here. */
export const PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=()";
