package cn.mingbai.proof.bounds;

/**
 * What was found in one part of a list that was drawn from on its own.
 *
 * @param listed N, households in the part, from 1
 * @param checked n, households checked in it, from 0: in a part that was not checked all count as missed
 * @param missed x, households of those checked that were found missed
 */
public record Part(int listed, int checked, int missed) {

    /** @throws IllegalArgumentException unless 1 ≤ listed ≤ 10,000,000 and 0 ≤ missed ≤ checked ≤ listed */
    public Part {
        Exact.within("households listed", listed, 1, Exact.LONGEST_LIST);
        Exact.within("households checked", checked, 0, listed);
        Exact.within("households found missed", missed, 0, checked);
    }
}
