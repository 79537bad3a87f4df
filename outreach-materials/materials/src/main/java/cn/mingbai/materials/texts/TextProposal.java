package cn.mingbai.materials.texts;

import java.time.LocalDate;

/**
 * What a second person decides about a text.
 *
 * @param what whether a draft comes into force or the version in force is taken out
 * @param hash the digest of the draft, hexadecimal; empty for a withdrawal
 * @param from the first day in force, or the first day no longer
 */
record TextProposal(What what, TextCode code, String title, String hash, LocalDate from) {

    static final String KIND = "materials.text";

    /** The two decisions. */
    enum What {
        BRING_IN,
        WITHDRAW
    }
}
