// Common model → GeoJSON: the areas of an alert for maps, each with what a map says beside it.
import { areasAsGeoJson, type AdapterDocument, type Alert, type EncodeContext, type Info } from '../../src/adapter/kit.js';

/** What the public texts say and a map can show; nothing out of the case. The end of an alert says no more than that. */
const propertiesOf = ({ language, event, headline, urgency, severity, certainty, expires, web }: Info, { msgType }: Alert): object =>
  (msgType === 'Cancel' ? { language } : { language, event, headline, urgency, severity, certainty, expires, web });

export const encode = (alert: Alert, { status = alert.status }: EncodeContext): AdapterDocument => {
  const { identifier, sender, sent, msgType, references } = alert;
  const named = { identifier, sender, sent, status, msgType };
  const features = areasAsGeoJson(alert).features.map(({ type, geometry, properties: { info, ...place } }) =>
    ({ type, geometry, properties: { ...named, ...propertiesOf(alert.info![info as number]!, alert), ...place } }));
  return { document: { type: 'FeatureCollection', features, alert: { ...named, references } } };
};
