import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { clientAddress, measuredAddress } from '../../signal-server/client-address.ts';
import { iceServers } from '../../signal-server/ice-servers.ts';
import { networkOf } from '../../signal-server/network-of.ts';
import { Pace } from '../../signal-server/rooms/pace.ts';
import { TokenBucket } from '../../signal-server/sockets/token-bucket.ts';
import { FakeClock } from '../fakes/fake-clock.ts';

describe('ICE servers', () => {
  const secret = 'north';

  it('[ICE-1] are none unless the operator names some', () => {
    expect(iceServers({ urls: [], secret: undefined }, 'ben', 0)).toEqual([]);
  });

  it('[ICE-2] come with credentials that expire after 12 h, as coturn’s use-auth-secret makes them', () => {
    const urls = ['stun:turn.example', 'turn:turn.example', 'turns:turn.example'];
    expect(iceServers({ urls, secret }, 'ben', 1_700_000_000_500)).toEqual([
      { urls: ['stun:turn.example'] },
      {
        urls: ['turn:turn.example', 'turns:turn.example'],
        username: '1700043200:ben',
        // printf '1700043200:ben' | openssl dgst -sha1 -hmac north -binary | base64
        credential: 'lhfrjIjdCV13YsJlsmzSTq1mHsU=',
      },
    ]);
  });
});

describe('an address', () => {
  function request(forwarded: string | undefined, remoteAddress = '10.0.0.1'): IncomingMessage {
    const message = new IncomingMessage(new Socket());
    Object.defineProperty(message.socket, 'remoteAddress', { value: remoteAddress });
    if (forwarded !== undefined) message.headers['x-forwarded-for'] = forwarded;
    return message;
  }

  it('[ADDRESS-1] is what the outermost trusted proxy noted, and nothing a client could have written', () => {
    expect(clientAddress(request('6.6.6.6'), 0)).toBe('10.0.0.1');
    expect(clientAddress(request('6.6.6.6, 7.7.7.7'), 1)).toBe('7.7.7.7');
    expect(clientAddress(request('6.6.6.6, 7.7.7.7, 8.8.8.8'), 2)).toBe('7.7.7.7');
    expect(clientAddress(request(undefined), 1)).toBe('10.0.0.1');
    expect(clientAddress(request(''), 1)).toBe('10.0.0.1');
  });

  it('[ADDRESS-2] of this machine itself is not measured, unless a proxy is trusted', () => {
    for (const own of ['127.0.0.1', '127.8.8.8', '::1', '::ffff:127.0.0.1']) {
      expect(measuredAddress(request('7.7.7.7', own), 0)).toBeUndefined();
      expect(measuredAddress(request('7.7.7.7', own), 1)).toBe('7.7.7.7');
    }
    for (const other of ['10.0.0.1', '::12', '2001:db8::1']) {
      expect(measuredAddress(request(undefined, other), 0)).toBe(other);
    }
  });
});

describe('a network', () => {
  it('[ADDRESS-3] is an IPv4 address, however it is written, and the first half of an IPv6 address', () => {
    for (const [address, network] of [
      ['7.7.7.7', '7.7.7.7'],
      ['::ffff:7.7.7.7', '7.7.7.7'],
      ['2001:db8:1:2::9', '2001:db8:1:2::'],
      ['2001:0DB8:1:2:ffff:ffff:ffff:ffff', '2001:db8:1:2::'],
      ['2001:db8::9', '2001:db8:0:0::'],
      ['2001:db8::3:4:5:6:7', '2001:db8:0:3::'],
      ['fe80::1%eth0', 'fe80:0:0:0::'],
      ['::', '0:0:0:0::'],
      ['unknown', 'unknown'],
      ['', ''],
    ] as const)
      expect(networkOf(address)).toBe(network);
  });
});

describe('a token bucket', () => {
  const allowance = { perSecond: 2, burst: 4 };
  const takes = (bucket: TokenBucket, now: number) =>
    Array.from({ length: 6 }, () => bucket.take(allowance, now)).filter(Boolean).length;

  it('[LIMIT-1] gives the burst at once, then the measure for every second, and never saves up more than the burst', () => {
    const bucket = new TokenBucket(0);
    expect(takes(bucket, 0)).toBe(4);
    expect(takes(bucket, 0)).toBe(0);
    expect(takes(bucket, 1_000)).toBe(2);
    expect(takes(bucket, 1_000_000)).toBe(4);
  });

  it('[LIMIT-3] gives at once what an allowance grows by', () => {
    const bucket = new TokenBucket(0);
    expect(takes(bucket, 0)).toBe(4);
    expect(bucket.take({ ...allowance, burst: 5 }, 0)).toBe(true);
    expect(bucket.take({ ...allowance, burst: 5 }, 0)).toBe(false);
    expect(takes(bucket, 500)).toBe(0);
    expect(takes(bucket, 1_000)).toBe(1);
  });

  it('[LIMIT-2] survives a clock that is set back', () => {
    const bucket = new TokenBucket(10_000);
    expect(takes(bucket, 10_000)).toBe(4);
    expect(takes(bucket, 0)).toBe(0);
    expect(takes(bucket, 1_000)).toBe(2);
  });
});

describe('a pace', () => {
  it('[PACE-1] acts at once after a quiet time, and at most once in an interval, never forgetting the last', () => {
    const clock = new FakeClock();
    let acts = 0;
    const pace = new Pace(clock, 500, () => {
      acts += 1;
      return true;
    });
    for (let times = 0; times < 5; times += 1) pace.request();
    expect(acts).toBe(1);
    clock.advance(499);
    pace.request();
    expect(acts).toBe(1);
    clock.advance(1);
    expect(acts).toBe(2);
    clock.advance(10_000);
    expect(acts).toBe(2);
    pace.request();
    expect(acts).toBe(3);
  });

  it('[PACE-2] does not begin an interval when there was nothing to do', () => {
    const clock = new FakeClock();
    let waiting = false;
    let acts = 0;
    const pace = new Pace(clock, 500, () => {
      acts += 1;
      return waiting;
    });
    pace.request();
    waiting = true;
    pace.request();
    expect(acts).toBe(2);
    pace.stop();
  });
});
