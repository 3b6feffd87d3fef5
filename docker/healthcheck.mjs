// HEALTHCHECK of the image: exit 0 while the gateway of this container says that it lives.
const alive = await fetch(`http://127.0.0.1:${process.env.PORT || 8080}/healthz`, { signal: AbortSignal.timeout(4_000) }).then(({ ok }) => ok, () => false);
process.exit(alive ? 0 : 1);
