/** What this Beside is called, from the package. */
import { version } from '../../package.json';

export const VERSION: string = version;
