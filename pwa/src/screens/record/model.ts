/** What can be recorded, and about whom. */
import type { IconNode } from 'lucide';

export interface Kind {
  readonly value: string;
  readonly label: string;
  /** One line on what it is for. */
  readonly detail: string;
  readonly href: string;
  readonly icon: IconNode;
}

export interface RecordModel {
  /** "Kai Brennan" where it was begun from a case; null where the pupil is asked next. */
  readonly about: string | null;
  /** To that case. */
  readonly back?: { readonly href: string; readonly label: string } | undefined;
  readonly kinds: readonly Kind[];
}

export interface Pupil {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
  /** "8B" */
  readonly detail: string;
  readonly href: string;
}

export interface PickModel {
  /** "Observe a lesson" */
  readonly title: string;
  readonly back: { readonly href: string; readonly label: string };
  readonly query: string;
  /** Those of today's appointments and the last seen, first. */
  readonly pupils: readonly Pupil[];
}

export interface PickActions {
  readonly search: (query: string) => void;
}
