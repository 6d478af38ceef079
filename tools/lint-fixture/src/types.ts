import { EntityManager } from 'typeorm'; // refused: @typescript-eslint/consistent-type-imports

type Answer = 'yes' | 'no' | 'maybe';

export function misses(answer: Answer): string {
  switch (answer) { // refused: @typescript-eslint/switch-exhaustiveness-check
    case 'yes':
      return 'ja';
    case 'no':
      return 'nee';
  }
  return '';
}

export function anything(tx: EntityManager, value: any): void { // refused: @typescript-eslint/no-explicit-any
  value.go(); // refused: @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-member-access
  void tx;
}

export function shows(person: { name: string }): string {
  return `Beste ${person}`; // refused: @typescript-eslint/restrict-template-expressions, @typescript-eslint/no-base-to-string
}

export function surelyText(text: string): string {
  return text as string; // refused: @typescript-eslint/no-unnecessary-type-assertion
}

// @ts-ignore // refused: @typescript-eslint/ban-ts-comment
export const wrong: number = 'text';

export function many(a: number, b: number, c: number, d: number, e: number, f: number): number { // refused: @typescript-eslint/max-params
  return a + b + c + d + e + f;
}

export function longWay(person: { name: string } | undefined): boolean {
  return person !== undefined && person.name === 'Noor'; // refused: @typescript-eslint/prefer-optional-chain
}
