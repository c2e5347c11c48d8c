// `npm start`: the server, from sources that may have changed.
import { become } from './become.mjs';

await become('main.js');
