// One finding of the gateway about itself, with what to do.

export interface Examination { check: string; level: 'ok' | 'warning' | 'error'; message: string }
