import type { RequestHandler } from 'express';
import { PROTOCOL_VERSION } from '../../shared/protocol/messages.ts';
import { refused } from '../answers.ts';
import { send } from './answer-request.ts';

/**
 * Refuses a page that is older (or newer) than the server, before anything is done that one of the two understands otherwise.
 * Our pages say their version with every request; tools need not.
 */
export const refuseOtherVersions: RequestHandler = (request, response, next) => {
  const version = request.headers['x-parley-version'];
  if (version === undefined || version === String(PROTOCOL_VERSION)) return next();
  send(response, refused('wrong-version'));
};
