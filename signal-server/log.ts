import { pino, type DestinationStream, type Logger } from 'pino';
import { UnreadableRoom, VersionConflict } from './store/store-errors.ts';

/** The server's log. Whatever goes wrong, nobody's name, number or address gets into it. */
export function createLog(level: string, destination: DestinationStream): Logger {
  return pino({ level, serializers: { err: describeError } }, destination);
}

interface DescribedError {
  readonly type: string;
  readonly code?: string;
  readonly message?: string;
  readonly at: readonly string[];
  readonly cause?: DescribedError;
}

/**
 * What of an error says where it comes from. Its message is left out unless it is known to quote nobody: parsers quote what they
 * read, and the network says to whom it could not talk.
 */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, at: [] };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    // The class, not the name: that one anybody can set.
    type: error.constructor.name,
    ...(code !== undefined && { code }),
    ...(quotesNobody(error, code) && { message: error.message }),
    at: framesOf(error.stack ?? ''),
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
  };
}

/** Our own name rooms by their ids; SQLite's name tables and columns. */
function quotesNobody(error: Error, code: string | undefined): boolean {
  return (
    error instanceof VersionConflict ||
    error instanceof UnreadableRoom ||
    (error.constructor.name === 'SqliteError' && code?.startsWith('SQLITE_') === true)
  );
}

/** Function, file and line of every call, without the folders: their names can be those of people. */
function framesOf(stack: string): readonly string[] {
  return stack.split('\n').flatMap((line) => {
    const frame = /^ {4}at (?:([\w.<>#$ [\]]+) \()?(?:[^()]*[\\/])?([\w.-]+:\d+:\d+)\)?$/.exec(line);
    return frame ? [[frame[1], frame[2]].filter((part) => part !== undefined).join(' ')] : [];
  });
}
