// Generated from schemas/overview.schema.json by "npm run types". Do not edit.

/**
 * What this is; with a key also who you are and how much there is.
 */
export interface Overview {
  name: string;
  version: string;
  you?: {
    id: string;
    role: string;
  };
  gateway?: string;
  centres?: number;
  /**
   * State to number.
   */
  alerts?: {
    [k: string]: number | undefined;
  };
  /**
   * State to number.
   */
  deliveries?: {
    [k: string]: number | undefined;
  };
}
