// /v1/photos: a picture for whoever holds its link. The link says for whom it was made; whether that one may still see it is asked again each time.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Request, Response } from 'express';
import { findCentre } from '../config/centres.js';
import type { Clock } from '../clock.js';
import { AlertBridgeError } from '../errors.js';
import type { Centre, NetworkFile } from '../model/generated/network.js';
import { mayHavePhotos } from '../outbound/minimise.js';
import { readPhotoToken, type PhotoClaim } from '../photos/photo-link.js';
import type { AlertReader } from '../store/alert-reader.js';
import type { Database } from '../store/database.js';
import { findPhoto, hastenPhoto, recordPhotoAccess, type PhotoRow } from '../store/photos.js';
import { findAlert, newestOfThread, type AlertRow } from '../store/reads.js';
import type { SealedStore } from '../store/sealed.js';
import type { KeyedHash } from '../trust/keyed-hash.js';
import { choiceQuery, pathPart, visitOf, type Route } from './route.js';

export interface PhotoRoutePorts {
  database: Database; sealed: SealedStore; reader: AlertReader; hash: KeyedHash; network: () => NetworkFile; clock: Clock; nudge: () => void;
  /** Fires when the gateway stops: whoever waits is answered. */
  stopping: AbortSignal;
}

const SIZES = ['full', 'thumbnail'] as const;
/** How long somebody who asks early is kept waiting for the picture, and how often we look. */
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 200;
const AGAIN_SECONDS = 30;

const erased = (): AlertBridgeError => new AlertBridgeError('ERASED', 'The alert has ended and everything in it has been erased, its pictures too.');

function claimOf({ hash, clock }: PhotoRoutePorts, request: Request): PhotoClaim {
  const claim = readPhotoToken(hash, pathPart(request, 'token'));
  if (!claim) throw new AlertBridgeError('PHOTO_LINK_INVALID', 'This gateway has made no such link, or it was altered on the way. Take it whole from the alert: GET /v1/alerts/{id} gives a fresh one.');
  if (claim.ends * 1_000 <= clock.now().getTime()) throw new AlertBridgeError('PHOTO_LINK_ENDED', 'Links to pictures live for a short time only, and this one is over. GET /v1/alerts/{id} gives a fresh one.');
  return claim;
}

/** A liaison officer's link lasts as long as that officer is one for the country. */
const isStillThere = ({ clients = [] }: NetworkFile, { id, country }: Centre, holder: string): boolean =>
  holder === id || clients.some((client) => client.role === 'liaison' && client.id === holder && client.countries?.some((one) => one === '*' || one === country));

/** Consent taken back in an Update holds for the versions before it. */
async function mayStill({ reader, database }: PhotoRoutePorts, { id, thread }: AlertRow, centre: Centre): Promise<boolean> {
  const versions = await Promise.all([...new Set([id, await newestOfThread(database, thread) ?? id])].map((version) => reader.read(version)));
  if (versions[0] === undefined) throw erased();
  return versions.every((alert) => alert === undefined || mayHavePhotos(alert, centre));
}

/** What has become of the alert may be told: only who was sent it holds a link. */
async function alertOf(ports: PhotoRoutePorts, { alert, centre: id, holder }: PhotoClaim): Promise<AlertRow> {
  const centre = findCentre(ports.network(), id);
  const [all, row] = await Promise.all([findAlert(ports.database, alert), findAlert(ports.database, alert, { centre: id })]);
  if (!all || all.state === 'erased') throw erased();
  if (all.state === 'cancelled') throw new AlertBridgeError('PHOTO_LINK_ENDED', 'The alert was cancelled, and its pictures are no longer shown. Take them down wherever they were published.');
  if (!row || !centre || !isStillThere(ports.network(), centre, holder) || !await mayStill(ports, row, centre)) {
    throw new AlertBridgeError('PHOTO_WITHHELD', 'This picture may no longer be shown to you: its consent was taken back, or the rules of the network have changed. Ask the centre that sent the alert.');
  }
  return row;
}

/** The picture, or what has become of it after some waiting. */
async function awaited({ database, stopping }: PhotoRoutePorts, { alert, place }: PhotoClaim, gone: AbortSignal): Promise<PhotoRow | undefined> {
  const deadline = performance.now() + PATIENCE_MS;
  await hastenPhoto(database, alert, place);
  for (;;) {
    const photo = await findPhoto(database, alert, place);
    if (photo?.state !== 'waiting' || performance.now() >= deadline || gone.aborted || stopping.aborted) return photo;
    await sleep(LOOK_EVERY_MS);
  }
}

async function photoOf(ports: PhotoRoutePorts, claim: PhotoClaim, response: Response): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const first = await findPhoto(ports.database, claim.alert, claim.place);
  const photo = first?.state === 'waiting' ? await visitOf(response).rest(() => awaited(ports, claim, gone.signal)) : first;
  if (photo?.state === 'waiting') throw new AlertBridgeError('PHOTO_WAITING', `The picture has not come from the origin yet${photo.code ? ` (${photo.code})` : ''}, and is tried again. Ask for it again in a while.`, [], AGAIN_SECONDS);
  if (photo?.state !== 'kept') throw new AlertBridgeError('PHOTO_FAILED', `There is no picture to show (${photo?.code ?? 'UNKNOWN'}), and that is final. Ask the centre that sent the alert for it; docs/photos.md explains the code.`);
}

/** Shown in a page of the receiving desk, found by no search engine, kept by nobody in between. */
const HEADERS = {
  'cache-control': 'private, no-store', 'content-disposition': 'inline; filename="photo.jpg"', 'x-robots-tag': 'noindex, noimageindex, noarchive', 'cross-origin-resource-policy': 'cross-origin',
};

async function answerPhoto(ports: PhotoRoutePorts, request: Request, response: Response): Promise<void> {
  const size = choiceQuery(request, 'size', SIZES) ?? 'full';
  const claim = claimOf(ports, request);
  await alertOf(ports, claim);
  await photoOf(ports, claim, response);
  // The wait may have been long: what holds is what holds now.
  const { id, incident } = await alertOf(ports, claim);
  const bytes = await ports.sealed.read(id, size === 'full' ? 'photo' : 'thumbnail', String(claim.place));
  if (!bytes) throw erased();
  await recordPhotoAccess(ports.database, { alert: id, incident, centre: claim.centre, holder: claim.holder });
  ports.nudge();
  response.set(HEADERS).type('image/jpeg').send(bytes);
}

export const photoRoutes = (ports: PhotoRoutePorts): Route[] => [
  {
    name: 'GET /v1/photos/:token', summary: 'A picture of an alert, by the link that stands in it',
    query: [{ name: 'size', description: '`full` is at most 1600 pixels wide or high, `thumbnail` 320; full where absent.', enum: SIZES }],
    responses: { 200: 'The picture, cleaned.', 403: 'No link of ours, altered, or no longer for its holder.', 404: 'The picture could not be had, for good; the code says why.', 410: 'The link has ended, or the alert was cancelled or erased.', 503: 'Not here yet; Retry-After says when to ask again.' },
    answer: (request, response) => answerPhoto(ports, request, response),
  },
];
