/** The roles in a school as people call them, and what each may. */
import type { Answer } from '../../ui/fields/ChoiceField';
import { listed, words } from '../../ui/words';

/** A role as people call it. */
export function roleWords(role: string): string {
  switch (role) {
    case 'mentor':
      return `learning ${words.value.mentor}`;
    case 'line_manager':
      return words.value.lineManager;
    default:
      return role.replaceAll('_', ' ');
  }
}

/** "learning mentor and line manager" */
export function rolesWords(roles: readonly string[]): string {
  return listed(roles.map(roleWords));
}

/** What somebody can be in the school, and what that lets them do. */
export function roleAnswers(): readonly Answer[] {
  const help: Readonly<Record<string, string>> = {
    mentor: 'Writes and reads their own cases, and those shared with them.',
    line_manager: `Reads and writes the cases of the ${words.value.mentor}s they manage; shares cases; sees risk notes.`,
    colleague: 'Watches over visits; reads no case.',
    administrator: 'Looks after people and devices; opens no case by that alone.',
  };
  return Object.entries(help).map(([value, told]) => ({ value, label: roleWords(value), help: told }));
}

/** What an invitation says to who holds it. */
export function invitedWords(roles: readonly string[], renews: boolean): string {
  if (renews) return 'An administrator lets you back in. Your name, your role and your cases stay yours.';
  return roles.length === 0 ? 'You are invited.' : `You are invited as ${rolesWords(roles)}.`;
}
