package cn.mingbai.materials.texts;

import cn.mingbai.core.codes.CodeKind;
import java.time.LocalDate;
import java.util.Optional;

/** Tells which words stand on the paper that bears a code; implemented where prints are kept. */
public interface PrintedVersions {

    /**
     * What was printed last for a subject with the code that is in force; empty when nothing is on record.
     *
     * @param kind what the code stands for
     * @param subject the household, board, …
     */
    Optional<Printed> of(CodeKind kind, long subject);

    /**
     * A print.
     *
     * @param text the version whose words it bears
     * @param day the day of issue: the local values on the paper are those of that day
     */
    record Printed(TextId text, LocalDate day) {}
}
