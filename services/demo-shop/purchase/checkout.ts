/** The steps of a purchase, numbered as Segment's events number them. */
export const STEPS = [
  { number: 1, name: 'address', title: 'Address' },
  { number: 2, name: 'shipping', title: 'Shipping' },
  { number: 3, name: 'payment', title: 'Payment' },
  { number: 4, name: 'review', title: 'Review' },
] as const;

export type Step = (typeof STEPS)[number];
export type StepName = Step['name'];

export const stepNamed = (name: string): Step | undefined => STEPS.find((step) => step.name === name);

export const stepNumbered = (number: number): Step | undefined => STEPS.find((step) => step.number === number);

/** The first step that is not completed; the last one when all are. */
export const nextStep = (completed: readonly number[]): Step =>
  STEPS.find(({ number }) => !completed.includes(number)) ?? STEPS[3];

export interface ShippingMethod {
  readonly id: string;
  readonly name: string;
  readonly days: string;
  /** In minor units of either currency. */
  readonly cost: number;
}

export const SHIPPING_METHODS: readonly [ShippingMethod, ...ShippingMethod[]] = [
  { id: 'standard', name: 'Standard', days: '3 to 5 working days', cost: 490 },
  { id: 'express', name: 'Express', days: 'the next working day', cost: 1290 },
  { id: 'pickup', name: 'Parcel station', days: '3 to 5 working days', cost: 0 },
];

export const shippingOf = (id: string): ShippingMethod =>
  SHIPPING_METHODS.find((method) => method.id === id) ?? SHIPPING_METHODS[0];
