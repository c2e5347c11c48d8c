import type { RequestHandler } from 'express';
import helmet from 'helmet';

const self = ["'self'"];
const nothing = ["'none'"];

/** Everything the page may load or do; what is not listed is off. Nobody else's server is ever contacted. */
const contentSecurityPolicy = {
  useDefaults: false,
  directives: {
    defaultSrc: nothing,
    scriptSrc: self,
    styleSrc: self,
    fontSrc: self,
    imgSrc: [...self, 'data:', 'blob:'],
    connectSrc: self,
    mediaSrc: [...self, 'blob:', 'mediastream:'],
    workerSrc: self,
    manifestSrc: self,
    frameAncestors: nothing,
    baseUri: nothing,
    formAction: self,
  },
};

const forThisPage = [
  'autoplay',
  'clipboard-write',
  'fullscreen',
  'microphone',
  'publickey-credentials-create',
  'publickey-credentials-get',
  'screen-wake-lock',
  'speaker-selection',
];
const forNobody = [
  'accelerometer',
  'camera',
  'display-capture',
  'encrypted-media',
  'geolocation',
  'gyroscope',
  'hid',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'midi',
  'payment',
  'picture-in-picture',
  'serial',
  'storage-access',
  'usb',
  'xr-spatial-tracking',
];

const permissionsPolicy = [
  ...forThisPage.map((name) => `${name}=(self)`),
  ...forNobody.map((name) => `${name}=()`),
].join(', ');

/** Security headers for every response. On plain HTTP nothing may tell browsers to insist on HTTPS. */
export function securityHeaders({ https }: { https: boolean }): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy,
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: https && { maxAge: 31_536_000, includeSubDomains: false },
      // Browsers ignore these two on plain HTTP elsewhere than localhost, with a warning in the console.
      crossOriginOpenerPolicy: https,
      originAgentCluster: https,
      xFrameOptions: { action: 'deny' },
    }),
    (request, response, next) => {
      // It is of use with documents alone, and as long as a small file: scripts, styles and fonts go without it.
      if (!request.path.startsWith('/assets/')) response.setHeader('Permissions-Policy', permissionsPolicy);
      next();
    },
  ];
}
