/** Every formula of the capture screens; each gives a number or the reason why there is none. */

export * from './agreement';
export * from './change';
export { chiSquareQuantile } from './chi_square';
export { type Estimate, inWords, mean, measured, type Measured, type Reason, unmeasured } from './measured';
export { ratePerHour, share } from './rates';
