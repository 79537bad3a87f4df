package cn.mingbai.materials.texts;

import java.time.LocalDate;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a second person decides about a text.
 *
 * @param what whether a draft comes into force or the version in force is taken out
 * @param hash the digest of the draft, hexadecimal; empty for a withdrawal
 * @param from the first day in force, or the first day no longer
 */
record TextProposal(What what, TextCode code, String title, String hash, LocalDate from) {

    static final String KIND = "materials.text";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    String written() {
        return JSON.writeValueAsString(this);
    }

    static TextProposal read(String payload) {
        return JSON.readValue(payload, TextProposal.class);
    }

    /** What both decisions are about, so that only one of them waits at a time. */
    static String subject(TextCode code) {
        return "text " + code.code();
    }

    /** The two decisions. */
    enum What {
        BRING_IN,
        WITHDRAW
    }
}
