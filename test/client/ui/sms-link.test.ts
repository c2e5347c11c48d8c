import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smsLink } from '../../../client/ui/sms-link.ts';

const NUMBER = '+4915123456789';
const agents = {
  iPhone:
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  iPad: 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
  Android:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Mobile Safari/537.36',
  Linux: 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0',
};

describe('the link to a text message', () => {
  test('parts number and text as each system expects it', () => {
    expect(smsLink(NUMBER, 'Hi', agents.iPhone)).toBe('sms:+4915123456789&body=Hi');
    expect(smsLink(NUMBER, 'Hi', agents.iPad)).toBe('sms:+4915123456789&body=Hi');
    expect(smsLink(NUMBER, 'Hi', agents.Android)).toBe('sms:+4915123456789?body=Hi');
    expect(smsLink(NUMBER, 'Hi', agents.Linux)).toBe('sms:+4915123456789?body=Hi');
  });

  test('keeps every text, whatever is in it', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom(...Object.values(agents)),
        (any, agent) => {
          const link = smsLink(NUMBER, any, agent);
          const body = /^sms:\+4915123456789[?&]body=([^?&#\s+]*)$/.exec(link)?.[1];
          expect(decodeURIComponent(body ?? '')).toBe(any);
        },
      ),
      {
        examples: [
          ['Grüß dich, Zoë & Çınar! 100 % + more?\nhttps://parley.example/join#a-B_9', agents.iPhone],
        ],
      },
    );
  });
});
