package cn.mingbai.materials.boards;

/**
 * A line of the ledger of boards (宣传栏台账).
 *
 * @param place the place as it was on the day
 * @param town the town or street it lies in, empty for a place of the district itself
 * @param version the version that hangs there, or an empty text
 */
public record BoardLine(BoardPlace place, String town, Standing standing, BoardState state, String version) {}
