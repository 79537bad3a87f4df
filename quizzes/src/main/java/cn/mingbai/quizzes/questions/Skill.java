package cn.mingbai.quizzes.questions;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a question asks a person to be able to do, whatever policy it is about. Every question asks for one. */
public enum Skill {
    /** To know what the rule says, or what a thing is called. */
    RECALL,
    /** To tell from the facts of a case whether, and where, it belongs. */
    JUDGE,
    /** To work out an amount or a number. */
    CALCULATE,
    /** To count days and to know by when. */
    DEADLINE,
    /** To do the next step, in order, with the papers and people it takes. */
    PROCEDURE,
    /** To tell and to ask people so that they understand and are not misled. */
    EXPLAIN,
    /** To keep to what must never be done: with money, with what is known of people, with one's own relatives. */
    CONDUCT;

    /** The name in shipped files, in files that are exported, and in addresses. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The skill with this code. */
    public static Optional<Skill> of(String code) {
        return Arrays.stream(values())
                .filter(skill -> skill.code().equals(code))
                .findFirst();
    }
}
