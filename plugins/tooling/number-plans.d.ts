/** What plugins/plugin-recent-calls/src/model/number-plans.json holds, out of the library as it is installed. */
export function numberPlans(): object;
