/** How the school is called before anybody is in: by the name that its server was given, else by where it is, which is no name. */

export interface SchoolHere {
  /** Null where the server was given none. */
  readonly name: string | null;
  /** "beside.larchwood.example" */
  readonly address: string;
}

/** "Larchwood School", "at beside.larchwood.example" */
export function schoolWords({ name, address }: SchoolHere): string {
  return name ?? `at ${address}`;
}

/** "Join Larchwood School", "Join your school" */
export function joinWords({ name }: SchoolHere): string {
  return `Join ${name ?? 'your school'}`;
}
