// Where a first start writes down the address and the keys of its sample network.
import { join } from 'node:path';

export const quickstartFile = (dataDir: string): string => join(dataDir, 'quickstart.json');
