import { expect, test } from 'vitest';
import { withoutStreamNumbers } from '../../../client/media/session-description.ts';

test('a description is used without the numbers of its streams, in whatever way they are written, and is the same otherwise', () => {
  const lines = [
    'v=0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 63',
    'a=mid:0',
    'a=msid:- track',
    'm=audio 9 UDP/TLS/RTP/SAVPF 63',
    '',
  ];
  const numbers = ['a=ssrc:1 cname:x', 'a=ssrc-group:FID 1 2', ' A = SSRC:3 msid:y'];
  const described = lines.flatMap((line) => (line.startsWith('a=') ? [line, ...numbers] : [line]));
  for (const end of ['\r\n', '\n', '\r'])
    expect(withoutStreamNumbers(described.join(end))).toBe(lines.join('\r\n'));
});
