import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, helpText, readConfig } from '../../signal-server/config.ts';

describe('the configuration', () => {
  it('[CONFIG-1] needs nothing: it listens for this computer only, on 8080, with ./data, and names no one else’s server', () => {
    expect(readConfig([], {})).toEqual({
      port: 8080,
      host: '127.0.0.1',
      dataDir: path.resolve('data'),
      publicUrl: undefined,
      trustedProxies: 0,
      turn: { urls: [], secret: undefined },
      logLevel: 'warn',
    });
  });

  it('[CONFIG-2] comes from the environment, and flags win; empty variables count as unset', () => {
    const env = {
      PORT: '9000',
      HOST: '0.0.0.0',
      DATA_DIR: '',
      PUBLIC_URL: 'https://rooms.example/',
      TURN_URLS: '',
    };
    expect(readConfig(['--port', '9001', '--trust-proxy=1'], env)).toMatchObject({
      port: 9001,
      host: '0.0.0.0',
      dataDir: path.resolve('data'),
      publicUrl: 'https://rooms.example',
      trustedProxies: 1,
    });
  });

  it('[CONFIG-3] a wrong value is refused by the name under which it came, with what would be right', () => {
    const wrong: [string[], Record<string, string>, RegExp][] = [
      [[], { PORT: 'http' }, /^PORT must be a port number from 0 to 65535; it is "http"\.$/],
      [['--port', '65536'], {}, /^--port must be a port number/],
      [['--port=-1'], {}, /--port/],
      [[], { PUBLIC_URL: 'rooms.example' }, /^PUBLIC_URL must be http/],
      [[], { PUBLIC_URL: 'https://rooms.example/parley' }, /^PUBLIC_URL must be/],
      [[], { PUBLIC_URL: 'ftp://rooms.example' }, /^PUBLIC_URL must be/],
      [[], { HOST: 'http://localhost' }, /^HOST must be/],
      [[], { TRUST_PROXY: 'yes' }, /^TRUST_PROXY must be/],
      [[], { TURN_URLS: 'turn.example.org' }, /^TURN_URLS must be/],
      [[], { TURN_URLS: 'turn:turn.example.org' }, /^TURN_SECRET is missing/],
      [[], { LOG_LEVEL: 'loud' }, /^LOG_LEVEL must be/],
      [['--prot', '1'], {}, /'--prot'.*--port/],
      [['here'], {}, /here/],
      [['--port'], {}, /--port/],
    ];
    for (const [args, env, message] of wrong) {
      const refusal = () => readConfig(args, env);
      expect(refusal).toThrow(ConfigError);
      expect(refusal).toThrow(message);
    }
  });

  it('[CONFIG-4] explains every setting', () => {
    expect(readConfig(['--help'], {})).toBe('help');
    for (const name of ['--port', 'PORT', '--host', 'DATA_DIR', 'PUBLIC_URL', 'TRUST_PROXY', 'TURN_SECRET']) {
      expect(helpText()).toContain(name);
    }
  });
});
