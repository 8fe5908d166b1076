/** A table of moves: from which states each move is possible and where it leads. Code, test and diagram read the same table. */
export type Moves<State extends string> = Readonly<Record<string, { readonly from: readonly State[]; readonly to: State }>>;

/** The state after a move, or null where the table does not allow it; the verb then refuses. */
export const after = <State extends string, Table extends Moves<State>>(
  moves: Table,
  name: keyof Table & string,
  state: State,
): State | null => {
  const move = (moves as Moves<State>)[name];
  if (!move) throw new Error(`${name} is no move`);
  return move.from.includes(state) ? move.to : null;
};
