// Generated from schemas/erase-order.schema.json by "npm run types". Do not edit.

/**
 * What everybody who had an alert is told once it is erased, as application/vnd.alertbridge.erase+json.
 */
export interface EraseOrder {
  /**
   * Id of the alert. Answer 2xx with { "erased": this id, "at": when }, or later by POST /v1/erasures/{alert}/receipt.
   */
  erase: string;
  /**
   * By which the message is known to whoever received it.
   */
  key: {
    sender: string;
    identifier: string;
    sent: string;
  };
  /**
   * When it has to be erased; after that the gateway's operator is told, and calls.
   */
  by: string;
}
