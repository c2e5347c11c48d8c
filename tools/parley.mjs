// `npm run parley -- …`: the command line of whoever runs the server.
import { become } from './become.mjs';

await become('cli.js');
