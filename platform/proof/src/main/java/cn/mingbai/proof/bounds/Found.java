package cn.mingbai.proof.bounds;

import java.math.BigDecimal;
import java.util.List;

/**
 * What an inspection found in one part of its list, with those it could not answer for: refused, not found, gone.
 *
 * <p>They are counted both ways, so that the truth lies between. <b>At worst</b> each household drawn first and not answered
 * for counts as missed; its replacement counts for nothing, because a replacement does not say how the one it stands for
 * is. <b>At best</b> each of them counts as reached, and what is found at its replacement counts. The best case therefore
 * says how many are missed <em>among those who can be asked</em>, the worst how many at all; the worst is never above the
 * best.
 *
 * <p>Both are valid: the worst case is a simple random draw of {@code drawn} households, each "reached" or not. In the best
 * case those who can be asked come in random order, however many others stand between them; the first {@code drawn} of them
 * are a simple random draw from them; and they are no more than the list. When fewer were asked, those not answered for
 * fill up the draw as reached.
 *
 * @param listed N, households in the part, from 1
 * @param drawn n, households drawn first
 * @param met of those drawn, how many were found reached
 * @param missed of those drawn, how many were found missed
 * @param replacedMet of the replacements, how many were found reached
 * @param replacedMissed of the replacements, how many were found missed
 */
public record Found(int listed, int drawn, int met, int missed, int replacedMet, int replacedMissed) {

    /**
     * @throws IllegalArgumentException unless all are 0 or more, {@code met + missed ≤ drawn ≤ listed}, and there are no
     *     more replacements answered for than households not answered for
     */
    public Found {
        Exact.within("households listed", listed, 1, Exact.LONGEST_LIST);
        Exact.within("households drawn", drawn, 0, listed);
        Exact.within("households found reached", met, 0, drawn);
        Exact.within("households found missed", missed, 0, drawn - met);
        Exact.within("replacements found reached", replacedMet, 0, drawn - met - missed);
        Exact.within("replacements found missed", replacedMissed, 0, drawn - met - missed - replacedMet);
        Exact.within("households with replacements", drawn + replacedMet + replacedMissed, 0, listed);
    }

    /** Of those drawn, how many could not be answered for. */
    public int unknown() {
        return drawn - met - missed;
    }

    /** Each one not answered for as reached. */
    public Part best() {
        return new Part(listed, drawn, missed + replacedMissed);
    }

    /** Each one not answered for as missed. */
    public Part worst() {
        return new Part(listed, drawn, missed + unknown());
    }

    /**
     * What was found proves at best and at worst; equal when all were answered for.
     *
     * @param parts at least one
     * @param alpha the chance of a wrong claim in each case
     */
    public static Cases cases(List<Found> parts, BigDecimal alpha) {
        return new Cases(
                PartsBound.of(parts.stream().map(Found::best).toList(), alpha),
                PartsBound.of(parts.stream().map(Found::worst).toList(), alpha));
    }

    /**
     * The bound counted both ways.
     *
     * @param best each household not answered for counts as reached
     * @param worst each counts as missed
     */
    public record Cases(PartsBound best, PartsBound worst) {}
}
