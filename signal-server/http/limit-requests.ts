import type { RequestHandler } from 'express';
import { AddressMeasure, type AddressAllowance } from '../address-measure.ts';
import { refused } from '../answers.ts';
import { clientAddress } from '../client-address.ts';
import { send } from './answer-request.ts';

/** Refuses an address that asks too often. */
export function limitRequests(allowance: AddressAllowance, trustedProxies: number): RequestHandler {
  const measure = new AddressMeasure(allowance);
  return async (request, response, next) => {
    if (await measure.take(clientAddress(request, trustedProxies))) return next();
    response.setHeader('Retry-After', String(allowance.perSeconds));
    send(response, refused('too-frequent'));
  };
}
