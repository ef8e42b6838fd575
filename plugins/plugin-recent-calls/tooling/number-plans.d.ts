/** What number-plans.json in src/model holds, out of the library as it is installed. */
export function numberPlans(): object;
