import type { RequestHandler } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { refused } from '../answers.ts';
import { clientAddress } from '../client-address.ts';
import { send } from './answer-request.ts';

export interface RequestAllowance {
  readonly requests: number;
  readonly perSeconds: number;
}

/** Refuses an address that asks too often. A whole house, or a club behind one proxy, may share an address: be generous. */
export function limitRequests(
  { requests, perSeconds }: RequestAllowance,
  trustedProxies: number,
): RequestHandler {
  const limiter = new RateLimiterMemory({ points: requests, duration: perSeconds });
  return async (request, response, next) => {
    try {
      await limiter.consume(clientAddress(request, trustedProxies));
    } catch {
      // With memory as its store, the limiter rejects for one reason only.
      response.setHeader('Retry-After', String(perSeconds));
      return send(response, refused('too-frequent'));
    }
    next();
  };
}
