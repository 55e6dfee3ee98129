/** The button of a step; its whole name tells which line it belongs to. */
import { Button, ButtonLink } from '../ui/kit/Button';
import type { Step } from './step';

export function StepButton({ step, about }: { step: Step; about: string }) {
  const name = `${step.label}: ${about}`;
  return 'href' in step ? (
    <ButtonLink href={step.href} name={name}>
      {step.label}
    </ButtonLink>
  ) : (
    <Button onPress={step.act} name={name}>
      {step.label}
    </Button>
  );
}
